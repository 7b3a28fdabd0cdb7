import { Injectable, Logger } from '@nestjs/common';
import path from 'node:path';
import pg from 'pg';
import { Settings } from '../settings/settings.js';
import { ensureDatabase } from './embedded/ensure-database.js';
import { StartRefused } from './embedded/start-refused.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start-embedded-postgres.js';

const DATABASE = 'platform';

/** Where the process's PostgreSQL is: DATABASE_URL, or an embedded one that lives and ends with the process. */
@Injectable()
export class Database {
  private readonly logger = new Logger(Database.name);
  private embedded: EmbeddedPostgres | undefined;

  private constructor(readonly url: string) {}

  /** Starts the embedded server where no DATABASE_URL is set; throws `StartRefused` with one clear line when there is no database. */
  static async open(settings: Settings): Promise<Database> {
    if (settings.databaseUrl !== undefined) {
      await requireAnswer(settings.databaseUrl);
      return new Database(settings.databaseUrl);
    }
    const embedded = await startEmbeddedPostgres({ dataDir: path.join(settings.dataDir, 'postgres') });
    const url = embedded.url(DATABASE);
    await ensureDatabase(url);
    const database = new Database(url);
    database.embedded = embedded;
    embedded.onExit((reason) => database.logger.error(`the embedded PostgreSQL ended by itself: ${reason}`));
    return database;
  }

  /** Whether the schemas are migrated by the start itself: only where nobody else could be using them. */
  get isEmbedded(): boolean {
    return this.embedded !== undefined;
  }

  /** Ends the embedded server; the last thing a process does. */
  async stop(): Promise<void> {
    await this.embedded?.stop();
  }
}

/** Asked before anything is built on it: one line says more than the stack of whichever part comes first. */
async function requireAnswer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // told by connect()
  try {
    await client.connect();
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    // a host of several addresses fails with one error for each, and no message
    throw new StartRefused('The database of DATABASE_URL does not let us in:', message || (code ?? 'no answer'));
  } finally {
    await client.end().catch(() => undefined);
  }
}
