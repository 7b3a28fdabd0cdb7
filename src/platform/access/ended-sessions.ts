import { Injectable, Logger } from '@nestjs/common';
import pg from 'pg';

const CHANNEL = 'platform_ended_session';
const RECONNECT_MILLISECONDS = 500;

/** The sessions that were ended and whose tokens have not expired yet, kept in step through LISTEN/NOTIFY. */
@Injectable()
export class EndedSessions {
  private readonly logger = new Logger(EndedSessions.name);
  private readonly ended = new Set<string>();
  private client: pg.Client | undefined;
  private stopping = false;

  has(sessionId: string): boolean {
    return this.ended.has(sessionId);
  }

  /** Listens first and reads the table after, so that no session ended in between is missed. */
  async start(databaseUrl: string): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'platform-ended-sessions',
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', ({ payload }) => payload && this.ended.add(payload));
    client.on('error', (error) => this.logger.warn(`connection lost: ${error.message}`));
    client.on('end', () => this.reconnect(databaseUrl));
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    const { rows } = await client.query<{ session_id: string }>('select session_id from platform.ended_session');
    rows.forEach(({ session_id }) => this.ended.add(session_id));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.client?.end();
  }

  private reconnect(databaseUrl: string): void {
    if (this.stopping) return;
    setTimeout(() => {
      if (!this.stopping) this.start(databaseUrl).catch(() => undefined); // its client's 'end' calls this again
    }, RECONNECT_MILLISECONDS);
  }
}
