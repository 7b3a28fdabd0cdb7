import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { Cast } from '../../scripts/walkthrough/cast.js';
import type { MadeUpPerson } from '../../scripts/walkthrough/made-up-person.js';
import { goTheWholeWay } from '../../scripts/walkthrough/walk-through.js';
import { Session } from '../../scripts/walkthrough/session.js';
import { demoStaff } from '../../src/demo/demo-accounts.js';
import { NewStaff } from '../support/new-staff.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { findLeaks } from '../support/leaks/find-leaks.js';
import { PlatformProcess } from '../support/platform-process.js';

/** Where the local installation keeps what it would have sent, so that a developer can read it. */
const LOCAL_OUTBOX = 'platform.local_outbox_entry';

/** The same of a member of staff; a demo account's are published, but no more stored or told for that. */
const secretsOfStaff = (staff: NewStaff): string[] => [
  ...[staff.phone, staff.oneTimePassword, staff.password, staff.authenticator?.secret ?? ''],
  ...staff.recoveryCodes.flatMap((code) => [code, code.replace('-', '')]),
  ...Object.values(demoStaff).flatMap(({ password, totpSecret }) => [password, totpSecret]),
];

/** What stands nowhere in clear; the last is what the walkthrough's reviewer writes, meant for the trainee alone. */
const secretsOf = ({ idNumber, phone, email, name, password }: MadeUpPerson): string[] => [
  ...[idNumber, phone, email, name, password],
  '健康状况填写不完整',
];

describe('personal data', () => {
  let database: string;
  let folder: string;
  let platform: PlatformProcess;
  let client: pg.Client;
  let cast: Cast;
  let hired: NewStaff;
  const beforeTheClockMoved: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await mkdtemp(path.join(os.tmpdir(), 'nothing-leaks-'));
    platform = await PlatformProcess.start(database, { LOG_LEVEL: 'trace' });
    client = new pg.Client({ connectionString: database });
    await client.connect();
    cast = new WatchedCast(platform.url, folder, () => undefined);
    const system = new Session(platform.url, cast.outbox);
    await cast.staffSignIn(system, demoStaff.systemAdmin);
    const now = await cast.now();
    hired = await NewStaff.hired(platform.url, cast.outbox, system.client);
    await hired.signsIn(hired.oneTimePassword);
    await hired.replacesPassword();
    await hired.enrols({ now: () => now });
    await hired.signsIn(hired.password, hired.recoveryCodes[0]);
    await goTheWholeWay(cast);
  }, 120_000);
  afterAll(async () => {
    await platform.stop();
    await client.end();
    await dropTestDatabase(database);
    await rm(folder, { recursive: true, force: true });
  });

  /** What is kept for a day, such as the answers to keyed requests, is searched while it is there. */
  class WatchedCast extends Cast {
    override async waitUntil(instant: Date): Promise<Date> {
      beforeTheClockMoved.push(...(await leaksOf(this.person)));
      return super.waitUntil(instant);
    }
  }

  /** `secret in table`, for every one that stands there as text or as bytes. */
  async function leaksOf(person: MadeUpPerson): Promise<string[]> {
    const leaks: string[] = [];
    for (const secret of [...secretsOf(person), ...secretsOfStaff(hired)]) {
      const tables = (await tablesWith(secret)).filter((table) => table !== LOCAL_OUTBOX);
      leaks.push(...tables.map((table) => `${secret} in ${table}`));
    }
    return leaks;
  }

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

  it('is found by the search where it may stand in clear', async () => {
    expect(await tablesWith(cast.person.phone)).toContain(LOCAL_OUTBOX);
    expect(await tablesWith('示例市妇幼保健院')).toContain('platform.outbox_message');
    expect(platform.log.filter((line) => line.includes('/api/v1/applications')).length).toBeGreaterThan(0);
  });

  it('stands in no table but the local outbox, neither on the way nor at its end', async () => {
    expect(beforeTheClockMoved).toEqual([]);
    expect(await leaksOf(cast.person)).toEqual([]);
  });

  it('stands in no line of the log, down to its finest level', () => {
    const secrets = [...secretsOf(cast.person), ...secretsOfStaff(hired)];
    expect(platform.log.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    expect(findLeaks(platform.log.join('\n'), [])).toEqual([]);
  });

  it('stands on no page that everybody reads', async () => {
    const { items } = (await (await fetch(`${cast.url}/api/v1/notices`)).json()) as { items: { id: string }[] };
    const answers = await Promise.all(items.map(({ id }) => fetch(`${cast.url}/api/v1/notices/${id}`)));
    const pages = (await Promise.all(answers.map((answer) => answer.text()))).join();
    expect(pages).toContain('覃*祥');
    for (const secret of secretsOf(cast.person)) expect(pages).not.toContain(secret);
  });
});
