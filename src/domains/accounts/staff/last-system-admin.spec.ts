import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { somePhone } from '../../../../test/support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { Account } from '../account.entity.js';
import { sizeOf } from '../../../../test/support/stress.js';

const ROUNDS = sizeOf(200, 20);

let platform: TestPlatform;
let admins: [string, string];

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  const create = async () => {
    const body = { name: '李明', phone: somePhone(), roles: ['system_admin'], baseIds: [] };
    const token = platform.token({ roles: ['system_admin'] });
    return (await platform.call('POST', '/management/staff-accounts', { token, body })).body.id as string;
  };
  admins = [await create(), await create()];
});
beforeEach(async () => {
  await platform.em().execute(`update accounts.account set disabled_at = null, roles = '{system_admin}'`);
});
afterAll(() => platform.stop());

const as = (id: string) => platform.token({ id, roles: ['system_admin'] });
const disable = (id: string, by: string) =>
  platform.call('POST', `/management/staff-accounts/${id}/deactivation`, { token: as(by) });
const active = () => platform.em().find(Account, { disabledAt: null, roles: { $contains: ['system_admin'] } });

it(`leaves one, when two disable each other, ${ROUNDS} times`, async () => {
  const [one, other] = admins;
  const winners = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all([disable(other, one), disable(one, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('accounts.last-system-admin');
    expect(await active()).toHaveLength(1);
    winners.add(answers.findIndex(({ status }) => status === 200));
    await platform.em().nativeUpdate(Account, {}, { disabledAt: null });
  }
  expect(winners.size).toBeGreaterThan(0);
});

it('refuses the last one’s own disabling, and another role for it', async () => {
  const [one, other] = admins;
  expect((await disable(other, one)).status).toBe(200);
  expect((await disable(one, one)).body.code).toBe('accounts.last-system-admin');
  const { version } = await platform.em().findOneOrFail(Account, { id: one });
  const changed = await platform.call('PUT', `/management/staff-accounts/${one}`, {
    token: as(one),
    body: { name: '李明', roles: ['auditor'], baseIds: [] },
    headers: { 'if-match': `"${version}"` },
  });
  expect(changed).toMatchObject({ status: 409, body: { code: 'accounts.last-system-admin' } });
  expect(await active()).toMatchObject([{ id: one, version }]);
});

it('has the table refuse it, if ever code forgets, for all at once too', async () => {
  const change = (sql: string) => platform.em().execute(`${sql} where kind = 'staff'`);
  const refusal = /last system administrator/;
  await expect(change('update accounts.account set disabled_at = now()')).rejects.toThrow(refusal);
  await expect(change(`update accounts.account set roles = '{auditor}'`)).rejects.toThrow(refusal);
  await expect(change('delete from accounts.account')).rejects.toThrow(refusal);
  expect(await active()).toHaveLength(2);
});
