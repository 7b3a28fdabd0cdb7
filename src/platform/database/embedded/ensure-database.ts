import pg from 'pg';

/** Any number that only this lock uses: CREATE DATABASE takes no IF NOT EXISTS, and two at once would collide. */
const CREATING_DATABASES = 7_310_042;

/** Creates the database that `url` names, empty, unless it exists. The URL's role must be allowed to. */
export async function ensureDatabase(url: string): Promise<void> {
  const address = new URL(url);
  const name = decodeURIComponent(address.pathname.slice(1));
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [CREATING_DATABASES]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
