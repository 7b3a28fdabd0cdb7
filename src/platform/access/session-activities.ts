import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { withoutValues } from '../observability/without-values.js';
import { SessionActivity } from './session-activity.entity.js';

const MINUTE = 60 * 1000;

interface Noted {
  lastRequestAt: number;
  /** When writing it was last tried. */
  triedAt?: number;
  /** The request that the table knows of. */
  writtenAt?: number;
}

/**
 * When each session of a member of staff last made a request, over all processes. A request is noted in memory and not
 * kept waiting: a session's first is written at once, its latest when the minute is over, so that each process writes a
 * session once a minute at the most and the table is exact long before anybody's half hour is over.
 */
@Injectable()
export class SessionActivities {
  private readonly logger = new Logger(SessionActivities.name);
  private readonly noted = new Map<string, Noted>();
  private readonly due = new Set<string>();
  private sweeping: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.sweeping = setInterval(() => this.sweep(), MINUTE).unref();
  }

  /** Writes what stands in memory only. */
  async stop(): Promise<void> {
    clearInterval(this.sweeping);
    this.sweep();
    await this.writing;
  }

  /** Notes that the session has just made a request. */
  note(sessionId: string): void {
    const now = this.clock.now().getTime();
    const { triedAt, writtenAt } = this.noted.get(sessionId) ?? {};
    this.noted.set(sessionId, { lastRequestAt: now, triedAt, writtenAt });
    if (triedAt === undefined || now - triedAt >= MINUTE) this.write([sessionId]);
  }

  /** The last request of each of these sessions, where one was made and written. */
  async lastRequests(em: EntityManager, sessionIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const found = await em.find(SessionActivity, { sessionId: { $in: [...sessionIds] } }, { refresh: true });
    return new Map(found.map(({ sessionId, lastRequestAt }) => [sessionId, lastRequestAt]));
  }

  /** Has the latest request of every session written, and forgets the sessions that have been quiet since. */
  private sweep(): void {
    const now = this.clock.now().getTime();
    const unwritten: string[] = [];
    for (const [sessionId, { lastRequestAt, writtenAt }] of this.noted) {
      if (writtenAt !== lastRequestAt) unwritten.push(sessionId);
      else if (now - lastRequestAt >= MINUTE) this.noted.delete(sessionId);
    }
    this.write(unwritten);
  }

  private write(sessionIds: readonly string[]): void {
    const now = this.clock.now().getTime();
    for (const sessionId of sessionIds) {
      this.due.add(sessionId);
      const noted = this.noted.get(sessionId);
      if (noted) noted.triedAt = now;
    }
    this.writing ??= this.writeDue().finally(() => (this.writing = undefined));
  }

  /** All that are due in one statement, then those that became so meanwhile. */
  private async writeDue(): Promise<void> {
    while (this.due.size > 0) {
      const rows = [...this.due].sort().flatMap((sessionId) => {
        const lastRequestAt = this.noted.get(sessionId)?.lastRequestAt;
        return lastRequestAt === undefined ? [] : [{ sessionId, lastRequestAt }];
      });
      this.due.clear();
      try {
        await this.store(rows);
      } catch (error) {
        // the next sweep tries again
        this.logger.warn(`last requests were not written: ${withoutValues(error).message}`);
      }
    }
  }

  private async store(rows: readonly { sessionId: string; lastRequestAt: number }[]): Promise<void> {
    await this.em.fork().execute(
      `insert into platform.session_activity as known (session_id, last_request_at)
       select "sessionId", to_timestamp("lastRequestAt" / 1000.0)
       from json_to_recordset(?) as row ("sessionId" uuid, "lastRequestAt" bigint)
       on conflict (session_id) do update set last_request_at = excluded.last_request_at
         where known.last_request_at < excluded.last_request_at`,
      [JSON.stringify(rows)],
    );
    for (const { sessionId, lastRequestAt } of rows) {
      const noted = this.noted.get(sessionId);
      if (noted) noted.writtenAt = lastRequestAt;
    }
  }
}
