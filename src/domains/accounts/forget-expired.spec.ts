import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountCallers, somePhone } from '../../../test/support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';
import { Account } from './account.entity.js';
import { accounts } from './accounts.module.js';
import { DataExport, DataExportPart } from './data-exports/data-export.entity.js';
import { ForgetExpired } from './forget-expired.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const counts = async () => {
  const tables = [
    'captcha',
    'registration',
    'password_reset',
    'contact_change',
    'code',
    'failed_sign_in',
    'session',
    'refresh_token',
    'address_count',
  ];
  const entries = tables.map(async (table) => {
    const [row] = await platform.em().execute<{ n: number }[]>(`select count(*)::int as n from accounts.${table}`);
    return [table, row?.n] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};
const sweep = () => platform.platform.app.get(ForgetExpired).run(platform.em());

it('forgets what is over and nothing before, and never an account', async () => {
  const { phone } = await people.register();
  const { body } = await people.signIn(phone);
  await people.signIn(phone, 'Wrong-1234');
  await people.reachSecondStep();
  await people.captcha();
  await platform.call('POST', '/password-resets', { body: { phone: somePhone(), ...(await people.captcha()) } });
  await platform.call('POST', '/account/phone-changes', {
    token: body.accessToken,
    body: { phone: somePhone(), password: 'Gx-xuexi-77' },
  });
  await people.signIn(phone, 'Wrong-1234');

  const before = await counts();
  expect(Object.values(before).every((n) => (n as number) > 0)).toBe(true);
  const swept = accounts.entities.filter(
    (entity) => !([Account, DataExport, DataExportPart] as unknown[]).includes(entity),
  );
  expect(Object.keys(before)).toHaveLength(swept.length);
  await sweep();
  expect(await counts()).toEqual(before);

  platform.clock.advance(3600);
  await sweep();
  expect(await counts()).toEqual({
    captcha: 0,
    registration: 0,
    password_reset: 0,
    contact_change: 0,
    failed_sign_in: 0,
    address_count: 0,
    code: before.code,
    session: before.session,
    refresh_token: before.refresh_token,
  });

  platform.clock.advance(14 * 24 * 3600);
  await sweep();
  expect(Object.values(await counts()).every((n) => n === 0)).toBe(true);
  expect(await platform.em().count(Account)).toBe(1);
});
