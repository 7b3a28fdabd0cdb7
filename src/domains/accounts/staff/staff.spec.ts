import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountCallers, PASSWORD, somePhone } from '../../../../test/support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { Account } from '../account.entity.js';
import { CreateFirstSystemAdmin } from './create-first-system-admin.js';

let platform: TestPlatform;
let people: AccountCallers;
let admin: string;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
  admin = platform.token({ roles: ['system_admin'] });
});
afterAll(() => platform.stop());

const create = (given: Record<string, unknown> = {}, token = admin) =>
  platform.call('POST', '/management/staff-accounts', {
    token,
    body: { name: '李明', phone: somePhone(), roles: ['province_admin'], baseIds: [], ...given },
  });

it('makes one first system administrator, however many ask at once', async () => {
  const first = platform.platform.app.get(CreateFirstSystemAdmin);
  const phones = [somePhone(), somePhone(), somePhone()];
  const made = await Promise.all(phones.map((phone) => first.run('系统管理员', phone)));
  const [one, ...others] = made.filter((result) => result !== undefined);
  expect(others).toEqual([]);
  expect(await first.run('系统管理员', somePhone())).toBeUndefined();
  const { body } = await people.signIn(one?.phone ?? '', one?.oneTimePassword);
  expect(body).toMatchObject({ mustChangePassword: true, account: { id: one?.accountId, roles: [] } });
});

it('opens with the one-time password only the way to a password and an authenticator of one’s own', async () => {
  const baseIds = [randomUUID()];
  const phone = somePhone();
  const { status, body } = await create({ phone, roles: ['base_admin'], baseIds });
  expect(status).toBe(201);
  expect(body).toMatchObject({ name: '李明', roles: ['base_admin'], baseIds, mustChangePassword: true });

  const { body: limited } = await people.signIn(phone, body.oneTimePassword as string);
  const nothing = { roles: [], baseIds: [] };
  expect(limited).toMatchObject({ mustChangePassword: true, mustEnrolTotp: true, account: nothing });
  const token = limited.accessToken as string;
  expect((await platform.call('GET', '/account', { token })).status).toBe(403);
  const request = { currentPassword: body.oneTimePassword, password: PASSWORD, passwordConfirmation: PASSWORD };
  expect((await platform.call('PUT', '/account/password', { token, body: request })).status).toBe(204);

  const { body: halfWay } = await people.signIn(phone);
  expect(halfWay).toMatchObject({ mustChangePassword: false, mustEnrolTotp: true, account: nothing });
  expect((await platform.call('GET', '/account', { token: halfWay.accessToken })).status).toBe(403);
  const { authenticator } = await people.enrol(halfWay.accessToken as string);
  const { body: full } = await people.signIn(phone, PASSWORD, authenticator.next());
  const account = { roles: ['base_admin'], baseIds };
  expect(full).toMatchObject({ mustChangePassword: false, mustEnrolTotp: false, account });
  expect((await people.signIn(phone, body.oneTimePassword as string)).status).toBe(401);
});

it('forgets a member of staff who does nothing for 30 minutes', async () => {
  const phone = somePhone();
  const { body } = await create({ phone });
  const { body: session } = await people.signIn(phone, body.oneTimePassword as string);
  platform.clock.advance(30 * 60);
  const refreshed = await platform.call('POST', '/sessions/refresh', { body: { refreshToken: session.refreshToken } });
  expect(refreshed.status).toBe(401);
  admin = platform.token({ roles: ['system_admin'] });
});

it.each([
  [['system_admin', 'auditor'], [], '/roles separation-of-duties'],
  [['system_admin', 'province_admin'], [], '/roles separation-of-duties'],
  [['auditor', 'base_admin'], [randomUUID()], '/roles separation-of-duties'],
  [['base_admin'], [], '/baseIds required'],
  [['province_admin'], [randomUUID()], '/baseIds not-applicable'],
  [['trainee'], [], '/roles not-in-list'],
  [[], [], '/roles length'],
])('refuses %j with the bases %j', async (roles, baseIds, error) => {
  const phone = somePhone();
  const { status, body } = await create({ phone, roles, baseIds });
  expect(status).toBe(422);
  expect(`${body.errors[0].pointer} ${body.errors[0].code}`).toBe(error);
  expect(await platform.em().count(Account, { phoneIndex: platform.encryption.index('phone', phone) })).toBe(0);
});

it('has the table refuse what the rule refuses, if ever code forgets it', async () => {
  const { body } = await create();
  const change = (set: string) => platform.em().execute(`update accounts.account set ${set} where id = ?`, [body.id]);
  await expect(change(`roles = '{system_admin,auditor}'`)).rejects.toThrow(/account_separation_of_duties/);
  await expect(change(`roles = '{province_admin,auditor}'`)).rejects.toThrow(/account_separation_of_duties/);
  await expect(change(`roles = '{base_admin}'`)).rejects.toThrow(/account_bases_of_base_admin/);
  await expect(change(`roles = '{trainee}'`)).rejects.toThrow(/account_trainee_roles/);
  await expect(change(`roles = '{}'`)).rejects.toThrow(/account_some_role/);
});

it('refuses a phone that has an account', async () => {
  const phone = somePhone();
  const answers = await Promise.all([create({ phone }), create({ phone })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await create({ phone })).body.code).toBe('accounts.phone-taken');
});

it('is open to the system administrator alone', async () => {
  for (const role of ['trainee', 'base_admin', 'province_admin', 'auditor', 'integration'] as const) {
    expect((await create({}, platform.token({ roles: [role] }))).status).toBe(403);
  }
});

it('lists staff a page at a time, and never a trainee', async () => {
  const trainee = await people.register();
  const listed: { id: string; phone: string }[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await platform.call('GET', `/management/staff-accounts?limit=2${query}`, { token: admin });
    listed.push(...(body.items as typeof listed));
    cursor = body.nextCursor as string | null;
  }
  expect(listed.length).toBe(await platform.em().count(Account, { kind: 'staff' }));
  expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  expect(listed.every(({ phone }) => /^138\*{4}\d{4}$/.test(phone))).toBe(true);
  const one = (id: string) => platform.call('GET', `/management/staff-accounts/${id}`, { token: admin });
  expect((await one(listed[0]?.id ?? '')).status).toBe(200);
  expect((await one(trainee.id)).body.code).toBe('accounts.staff-account-not-found');
});
