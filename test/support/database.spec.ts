import pg from 'pg';
import { createTestDatabase, dropTestDatabase } from './database.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('gives each caller a migrated database of its own, also many at once', async () => {
  const urls = await Promise.all(Array.from({ length: 4 }, createTestDatabase));
  expect(new Set(urls).size).toBe(4);
  await query(urls[0]!, 'create table mine (id int)');
  const tables = await Promise.all(urls.map((url) => query(url, `select to_regclass('mine')::text as mine`)));
  expect(tables.flat()).toEqual([{ mine: 'mine' }, { mine: null }, { mine: null }, { mine: null }]);
  const migrated = await query(urls[1]!, `select count(*)::int as n from pg_tables where tablename = 'migration'`);
  expect(migrated).toEqual([{ n: expect.any(Number) as number }]);
  expect(migrated).not.toEqual([{ n: 0 }]);
  await Promise.all(urls.map((url) => dropTestDatabase(url)));
});

it('drops a database that is still in use', async () => {
  const url = await createTestDatabase();
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const ended = new Promise((resolve) => client.once('end', resolve));
  await dropTestDatabase(url);
  await ended;
  await expect(query(url, 'select 1')).rejects.toThrow('does not exist');
});

it('refuses to drop what no test of this run made', async () => {
  const { host, username, password } = new URL(await createTestDatabase());
  const on = (server: string, name: string) => `postgresql://${username}:${password}@${server}/${name}`;
  await expect(dropTestDatabase(on(host, 'postgres'))).rejects.toThrow('no database of this test run');
  await expect(dropTestDatabase(on('127.0.0.1:5432', 'test_elsewhere'))).rejects.toThrow(
    'no database of this test run',
  );
});
