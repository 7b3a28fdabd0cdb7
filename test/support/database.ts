import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { LeakAt } from './leaks/find-leaks.js';
import { refuseLeaks, secretsSoFar } from './leaks/run-logs.js';
import { leaksInDatabase } from './leaks/search-database.js';

/** CREATE DATABASE … TEMPLATE fails while another runs on the same template. */
const CLONING_TEMPLATE = 7_310_043;

/** A fresh, migrated database of the caller's own: its URL. Goes with the test run, or earlier by `dropTestDatabase`. */
export async function createTestDatabase(): Promise<string> {
  const template = templateUrl();
  const url = new URL(template);
  url.pathname = `/${prefix()}${randomBytes(6).toString('hex')}`;
  await onServer(template, async (client) => {
    await client.query('select pg_advisory_lock($1)', [CLONING_TEMPLATE]);
    await client.query(
      `create database ${identifier(url)} template ${identifier(new URL(template))} strategy file_copy`,
    );
  });
  return url.href;
}

/**
 * Drops a database that `createTestDatabase` made in this run, closing connections that are left; refuses any other.
 * Throws `SecretLeaked` when an event, an audit record or a job in it held a secret, or one was found elsewhere.
 */
export async function dropTestDatabase(url: string, foundElsewhere: readonly LeakAt[] = []): Promise<void> {
  const { host, pathname } = new URL(url);
  if (host !== new URL(templateUrl()).host || !pathname.startsWith(`/${prefix()}`)) {
    throw new Error(`${host}${pathname} is no database of this test run`);
  }
  const leaks = await leaksInDatabase(url, secretsSoFar());
  await onServer(templateUrl(), (client) =>
    client.query(`drop database if exists ${identifier(new URL(url))} with (force)`),
  );
  refuseLeaks([...foundElsewhere, ...leaks]);
}

/** The same search in the databases that no test has dropped. */
export async function leaksInDatabasesLeft(): Promise<LeakAt[]> {
  const left: string[] = [];
  await onServer(templateUrl(), async (client) => {
    const like = `${prefix().replaceAll('_', '\\_')}%`;
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where datname like $1',
      [like],
    );
    left.push(...rows.map(({ name }) => name));
  });
  const leaks: LeakAt[] = [];
  for (const name of left) {
    const url = new URL(templateUrl());
    url.pathname = `/${name}`;
    leaks.push(...(await leaksInDatabase(url.href, [])));
  }
  return leaks;
}

function templateUrl(): string {
  const url = process.env.TEST_TEMPLATE_URL;
  if (!url) throw new Error('No test server: run tests through jest, whose global setup starts it');
  return url;
}

const prefix = () => new URL(templateUrl()).pathname.slice(1).replace('template_', 'test_') + '_';
const identifier = (url: URL) => pg.escapeIdentifier(url.pathname.slice(1));

async function onServer(template: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
