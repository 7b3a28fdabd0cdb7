import type { EntityName } from '@mikro-orm/core';
import { MikroOrmModule } from '@mikro-orm/nestjs';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { type DynamicModule, Module } from '@nestjs/common';
import { Settings } from '../settings/settings.js';
import { Database } from './database.js';
import { ormOptions } from './orm-options.js';

// a request that waits for a connection or a lock longer than this is told so, instead of waiting for ever
const PATIENCE = { connectionTimeoutMillis: 10_000, lock_timeout: 10_000 };

/** One MikroORM over the tables of the platform and of the domains that this process runs. */
@Module({})
export class DatabaseModule {
  /** `prepare` runs on the database before anything uses it: migrations, where the start does them. */
  static forRoot(entities: readonly EntityName[], prepare: (database: Database) => Promise<void>): DynamicModule {
    const connection: DynamicModule = {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: Database,
          inject: [Settings],
          useFactory: async (settings: Settings) => {
            const database = await Database.open(settings);
            await prepare(database);
            return database;
          },
        },
      ],
      exports: [Database],
    };
    return {
      ...connection,
      imports: [
        MikroOrmModule.forRootAsync({
          driver: PostgreSqlDriver,
          inject: [Database, Settings],
          useFactory: (database: Database, settings: Settings) => ({
            ...ormOptions(entities, database.url, settings.databasePoolSize),
            registerRequestContext: false,
            driverOptions: PATIENCE,
          }),
        }) as DynamicModule,
      ],
    };
  }
}
