import { domains } from './domains/index.js';
import { migrate } from './platform/database/migrate.js';
import { platformSchema } from './platform/platform-schema.js';

/** Brings the platform's and every domain's schema up to date; returns the names of the migrations it ran. */
export const migrateAll = (databaseUrl: string): Promise<string[]> =>
  migrate(databaseUrl, [platformSchema, ...domains]);
