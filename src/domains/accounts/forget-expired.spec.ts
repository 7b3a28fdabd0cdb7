import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountCallers, PASSWORD, somePhone } from '../../../test/support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';
import { OutboxMessage } from '../../platform/events/outbox-message.entity.js';
import { Account } from './account.entity.js';
import { accounts } from './accounts.module.js';
import type { CodeIssued } from './contracts/index.js';
import { DataExport, DataExportPart } from './data-exports/data-export.entity.js';
import { ErasureAnswer, ErasureRequest } from './erasures/erasure-request.entity.js';
import { ForgetExpired } from './forget-expired.js';
import { RecoveryCode } from './totp/recovery-code.entity.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

// as long as the account
const KEPT = [Account, RecoveryCode];
// what became of a request
const KEPT_FOR_GOOD = [ErasureRequest, ErasureAnswer];
const SWEPT_ELSEWHERE = [DataExport, DataExportPart];

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
    'totp_enrolment',
  ];
  const entries = tables.map(async (table) => {
    const [row] = await platform.em().execute<{ n: number }[]>(`select count(*)::int as n from accounts.${table}`);
    return [table, row?.n] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
};
/** Whom the events of codes name. */
const targetsTold = async () => {
  const codes = await platform.em().find(OutboxMessage, { name: 'accounts.code-issued' });
  return codes.map(({ payload }) => (payload as CodeIssued).target);
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
  const staff = await people.staff();
  const enrolment = { password: PASSWORD, totp: staff.authenticator.next() };
  await platform.call('POST', '/account/totp', { token: staff.session.accessToken, body: enrolment });

  const before = await counts();
  expect(Object.values(before).every((n) => (n as number) > 0)).toBe(true);
  const others = KEPT.length + KEPT_FOR_GOOD.length + SWEPT_ELSEWHERE.length;
  expect(Object.keys(before)).toHaveLength(accounts.entities.length - others);
  await sweep();
  expect(await counts()).toEqual(before);
  expect(await targetsTold()).not.toContain('');

  platform.clock.advance(3600);
  await sweep();
  expect(await counts()).toEqual({
    captcha: 0,
    registration: 0,
    password_reset: 0,
    contact_change: 0,
    failed_sign_in: 0,
    address_count: 0,
    totp_enrolment: 0,
    code: before.code,
    // the trainee's; staff are signed out after half an hour
    session: 1,
    refresh_token: 1,
  });

  platform.clock.advance(14 * 24 * 3600);
  await sweep();
  expect(Object.values(await counts()).every((n) => n === 0)).toBe(true);
  // whom the codes went to is forgotten with them
  expect(new Set(await targetsTold())).toEqual(new Set(['']));
  for (const entity of KEPT) expect(await platform.em().count<object>(entity)).toBeGreaterThan(0);
});
