import { Injectable, Logger } from '@nestjs/common';
import path from 'node:path';
import { Settings } from '../settings/settings.js';
import { ensureDatabase } from './embedded/ensure-database.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start-embedded-postgres.js';

const DATABASE = 'platform';

/** Where the process's PostgreSQL is: DATABASE_URL, or an embedded one that lives and ends with the process. */
@Injectable()
export class Database {
  private readonly logger = new Logger(Database.name);
  private embedded: EmbeddedPostgres | undefined;

  private constructor(readonly url: string) {}

  /** Starts the embedded server where no DATABASE_URL is set; throws `StartRefused` with one clear line when it can't. */
  static async open(settings: Settings): Promise<Database> {
    if (settings.databaseUrl !== undefined) return new Database(settings.databaseUrl);
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
