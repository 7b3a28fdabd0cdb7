import { randomBytes } from 'node:crypto';
import pg from 'pg';

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

/** Drops a database that `createTestDatabase` made in this run, closing connections that are left; refuses any other. */
export async function dropTestDatabase(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  if (host !== new URL(templateUrl()).host || !pathname.startsWith(`/${prefix()}`)) {
    throw new Error(`${host}${pathname} is no database of this test run`);
  }
  await onServer(templateUrl(), (client) =>
    client.query(`drop database if exists ${identifier(new URL(url))} with (force)`),
  );
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
