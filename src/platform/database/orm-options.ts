import type { EntityName } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, type Options } from '@mikro-orm/postgresql';
import type { Domain } from '../domain.js';

/** MikroORM's settings for a set of schema owners: the running platform has all its domains in one instance. */
export function ormOptions(entities: readonly EntityName[], databaseUrl?: string, poolSize = 20): Options {
  return defineConfig({
    ...(databaseUrl === undefined ? { dbName: 'platform' } : { clientUrl: databaseUrl }),
    entities: [...entities],
    forceUtcTimezone: true,
    // a request, job or consumer brings its own entity manager: a shared identity map would leak between callers
    allowGlobalContext: false,
    pool: { min: 0, max: poolSize },
    discovery: { warnWhenNoEntities: false },
  });
}

/**
 * MikroORM's settings for migrating one schema, which keeps its list of migrations in the schema itself. `others` are
 * the schemas of other owners in the same database, which a comparison must not take for leftovers.
 */
export function migrationOptions(
  owner: Pick<Domain, 'name' | 'entities' | 'migrations'>,
  folder: string,
  databaseUrl?: string,
  others: readonly string[] = [],
): Options {
  return {
    ...ormOptions(owner.entities, databaseUrl, 2),
    contextName: owner.name,
    extensions: [Migrator],
    migrations: {
      path: `dist/${folder}/migrations`,
      pathTs: `${folder}/migrations`,
      tableName: `${owner.name}.migration`,
      emit: 'ts',
      silent: true,
      snapshot: true,
      snapshotName: `.snapshot-${owner.name}`,
      migrationsList: owner.migrations.map((migration) => ({ ...migration })),
      // only a superuser may disable them
      disableForeignKeys: false,
      fileName: (timestamp, name) => `Migration${timestamp}_${name ?? 'change'}`,
    },
    schemaGenerator: {
      disableForeignKeys: false,
      ignoreTriggers: true,
      ignoreRoutines: true,
      ignoreSchema: ['public', 'graphile_worker', ...others],
    },
  };
}
