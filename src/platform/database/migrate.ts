import { MikroORM } from '@mikro-orm/postgresql';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Domain } from '../domain.js';
import { migrationOptions } from './orm-options.js';

const LOCK = 7_203_310;

export type SchemaOwner = Pick<Domain, 'name' | 'entities' | 'migrations'>;

/**
 * Brings the job queue's and every owner's schema up to date, in the given order; two processes that start at once take
 * turns. Does nothing, in one query, where nothing is pending. Returns the names of the migrations it ran.
 */
export async function migrate(databaseUrl: string, owners: readonly SchemaOwner[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await runMigrations({ connectionString: databaseUrl });
    const ran: string[] = [];
    for (const owner of owners) {
      if (await isCurrent(client, owner)) continue;
      ran.push(...(await migrateOwner(databaseUrl, owner)));
    }
    return ran;
  } finally {
    await client.end();
  }
}

async function isCurrent(client: pg.Client, { name, migrations }: SchemaOwner): Promise<boolean> {
  const table = await client.query<{ found: string | null }>('select to_regclass($1) as found', [`${name}.migration`]);
  if (table.rows[0]?.found === null) return migrations.length === 0;
  const { rows } = await client.query<{ name: string }>(`select name from ${client.escapeIdentifier(name)}.migration`);
  const done = new Set(rows.map((row) => row.name));
  return migrations.every((migration) => done.has(migration.name));
}

async function migrateOwner(databaseUrl: string, owner: SchemaOwner): Promise<string[]> {
  const orm = await MikroORM.init(migrationOptions(owner, '', databaseUrl));
  try {
    await orm.em.getConnection().execute(`create schema if not exists "${owner.name}"`);
    const done = await orm.migrator.up();
    return done.map(({ name }) => `${owner.name}: ${name}`);
  } finally {
    await orm.close(true);
  }
}
