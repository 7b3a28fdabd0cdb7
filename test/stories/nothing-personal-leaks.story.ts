import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Cast } from '../../scripts/walkthrough/cast.js';
import { goTheWholeWay } from '../../scripts/walkthrough/walk-through.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { PlatformProcess } from '../support/platform-process.js';

/** Where the local installation keeps what it would have sent, so that a developer can read it. */
const LOCAL_OUTBOX = 'platform.local_outbox_entry';

describe('personal data', () => {
  let database: string;
  let folder: string;
  let platform: PlatformProcess;
  let client: pg.Client;
  let cast: Cast;

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(path.join(os.tmpdir(), 'nothing-leaks-'));
    platform = PlatformProcess.start(database, { LOG_LEVEL: 'trace' });
    client = new pg.Client({ connectionString: database });
    await client.connect();
    const url = await eventually(
      'the platform listens',
      () => platform.url ?? Promise.reject(new Error(platform.log.join('\n'))),
    );
    cast = new Cast(url, folder, () => undefined);
    await goTheWholeWay(cast);
  }, 120_000);
  afterAll(async () => {
    await platform.stop();
    await client.end();
    await dropTestDatabase(database);
    await rm(folder, { recursive: true, force: true });
  });

  /** The tables with a row in which the words stand, as text or as bytes. */
  async function tablesWith(words: string): Promise<string[]> {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `select from ${name} t where position($1 in t::text) > 0 or position($2 in t::text) > 0 limit 1`,
        [words, Buffer.from(words).toString('hex')],
      );
      if (rowCount) found.push(name);
    }
    return found;
  }

  it('the search finds what stands in clear, where it may', async () => {
    expect(await tablesWith(cast.person.phone)).toContain(LOCAL_OUTBOX);
    expect(await tablesWith('示例市妇幼保健院')).toContain('platform.outbox_message');
    expect(platform.log.filter((line) => line.includes('/api/v1/applications')).length).toBeGreaterThan(0);
  });

  it('no ID number, phone, e-mail, name or password of a trainee stands in any table, but in the local outbox', async () => {
    const { idNumber, phone, email, name, password } = cast.person;
    for (const secret of [idNumber, phone, email, name, password]) {
      const tables = await tablesWith(secret);
      expect({ secret, tables: tables.filter((table) => table !== LOCAL_OUTBOX) }).toEqual({ secret, tables: [] });
    }
  });

  it('nor in any line of the log, down to its finest level', () => {
    const { idNumber, phone, email, name, password } = cast.person;
    for (const secret of [idNumber, phone, email, name, password]) {
      expect(platform.log.filter((line) => line.includes(secret))).toEqual([]);
    }
  });

  it('nor what the reviewers wrote to the trainee, which is meant for nobody else', async () => {
    expect((await tablesWith('健康状况填写不完整')).filter((table) => table !== LOCAL_OUTBOX)).toEqual([]);
    expect(platform.log.filter((line) => line.includes('健康状况填写不完整'))).toEqual([]);
  });

  it('nor on a page that everybody reads', async () => {
    const { idNumber, phone, name } = cast.person;
    const notices = await (await fetch(`${cast.url}/api/v1/notices`)).json();
    const pages = await Promise.all(
      (notices as { items: { id: string }[] }).items.map(async ({ id }) =>
        (await fetch(`${cast.url}/api/v1/notices/${id}`)).text(),
      ),
    );
    expect(pages.join()).toContain('覃*祥');
    for (const secret of [idNumber, phone, name]) expect(pages.join()).not.toContain(secret);
  });
});
