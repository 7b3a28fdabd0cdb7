import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { Clock } from '../clock/clock.js';
import { WatchedListener } from '../database/watched-listener.js';
import { PartUnavailable } from '../problems/platform.problems.js';
import { MILLISECONDS_TO_REMEMBER } from './end-session.js';

// a session that ended is refused within a second: what is known is believed for less
const FRESH_MILLISECONDS = 800;
const LOOK_UP_PATIENCE_MILLISECONDS = 2000;

/**
 * The sessions that were ended and whose tokens have not expired yet, kept in step through LISTEN/NOTIFY. While this
 * process can't be sure that it has heard of every one, the table is asked instead.
 */
@Injectable()
export class EndedSessions {
  // the session's id, and from when on it matters to nobody; about in that order
  private readonly ended = new Map<string, number>();
  private listener: WatchedListener | undefined;

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Whether tokens of the session are refused; throws `platform.part-unavailable` when that can't be found out. */
  async includes(sessionId: string): Promise<boolean> {
    if (this.ended.has(sessionId)) return true;
    if (this.listener && this.listener.behindMilliseconds < FRESH_MILLISECONDS) return false;
    return this.lookUp(sessionId);
  }

  /** How many are kept in memory. */
  get size(): number {
    return this.ended.size;
  }

  async start(databaseUrl: string): Promise<void> {
    this.listener = new WatchedListener({
      databaseUrl,
      applicationName: 'platform-ended-sessions',
      channel: 'platform_ended_session',
      hear: (sessionId) => this.remember(sessionId, this.clock.now().getTime() + MILLISECONDS_TO_REMEMBER),
      catchUp: (client) => this.catchUp(client),
    });
    await this.listener.start();
  }

  async stop(): Promise<void> {
    await this.listener?.stop();
  }

  private async catchUp(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ session_id: string; forget_at: Date }>(
      'select session_id, forget_at from platform.ended_session where forget_at > $1 order by forget_at',
      [this.clock.now()],
    );
    for (const { session_id, forget_at } of rows) this.remember(session_id, forget_at.getTime());
  }

  private remember(sessionId: string, forgetAt: number): void {
    const now = this.clock.now().getTime();
    for (const [oldest, over] of this.ended) {
      if (over > now) break;
      this.ended.delete(oldest);
    }
    this.ended.set(sessionId, forgetAt);
  }

  private async lookUp(sessionId: string): Promise<boolean> {
    const asked = this.em
      .fork()
      .execute<object[]>('select from platform.ended_session where session_id = ?', [sessionId]);
    asked.catch(() => undefined); // it may fail after nobody waits for it any more
    const found = await Promise.race([asked, pause(LOOK_UP_PATIENCE_MILLISECONDS, undefined, { ref: false })]);
    if (!found) throw new PartUnavailable({ retryAfterSeconds: 5 });
    return found.length > 0;
  }
}
