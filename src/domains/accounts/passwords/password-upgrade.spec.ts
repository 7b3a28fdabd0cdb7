import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { AccountCallers, PASSWORD } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { Account } from '../account.entity.js';
import { hashPassword, isBelowCost } from './password-hash.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const present = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ARGON2I = 1;

it.each([
  ['less memory', { ...present, memoryCost: 4096 }, true],
  ['one pass less', { ...present, timeCost: 1 }, true],
  ['another algorithm', { ...present, algorithm: ARGON2I }, true],
  ['the present cost', present, false],
  ['a higher cost', { memoryCost: 32_768, timeCost: 3, parallelism: 2 }, false],
])('tells whether a hash with %s is below the present cost', async (_, cost, below) => {
  expect(isBelowCost(await hash(PASSWORD, cost))).toBe(below);
});

it('takes what is no hash at all for one below', () => {
  expect(isBelowCost('')).toBe(true);
  expect(isBelowCost('$argon2id$v=16$m=19456,t=2,p=1$c2FsdA$aGFzaA')).toBe(true);
});

/** Somebody whose password was hashed when less was thought enough. */
async function registeredLongAgo() {
  const person = await people.register();
  const old = await hash(PASSWORD, { ...present, memoryCost: 4096 });
  await platform.em().nativeUpdate(Account, { id: person.id }, { passwordHash: old });
  const stored = () => platform.em().findOneOrFail(Account, { id: person.id });
  return { ...person, old, stored };
}

it('replaces an old hash at the next sign-in, and no hash before', async () => {
  const { phone, old, stored } = await registeredLongAgo();
  const { version } = await stored();
  expect((await people.signIn(phone, 'Wrong-1234')).status).toBe(401);
  expect((await stored()).passwordHash).toBe(old);

  expect((await people.signIn(phone)).status).toBe(201);
  const upgraded = await stored();
  expect(isBelowCost(upgraded.passwordHash)).toBe(false);
  expect(upgraded.version).toBe(version);
  expect((await people.signIn(phone)).status).toBe(201);
  expect((await stored()).passwordHash).toBe(upgraded.passwordHash);
});

it('signs everybody in who comes at the same moment', async () => {
  const { phone, stored } = await registeredLongAgo();
  const answers = await Promise.all(Array.from({ length: 4 }, () => people.signIn(phone)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(isBelowCost((await stored()).passwordHash)).toBe(false);
});

it('yields to a change of the password that comes at the same moment', async () => {
  const { id, phone, stored } = await registeredLongAgo();
  const other = await hashPassword('Gx-xuexi-88');
  const changed = platform.em().transactional(async (em) => {
    await em.execute('select from accounts.account where id = ? for update', [id]);
    const signedIn = people.signIn(phone);
    await eventually('the sign-in waits for the row', async () => expect(await waiting()).toBe(1));
    await em.nativeUpdate(Account, { id }, { passwordHash: other });
    return { signedIn };
  });
  expect((await (await changed).signedIn).status).toBe(401);
  expect((await stored()).passwordHash).toBe(other);
});

async function waiting(): Promise<number | undefined> {
  const sql = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  const [row] = await platform.em().execute<{ n: number }[]>(sql);
  return row?.n;
}
