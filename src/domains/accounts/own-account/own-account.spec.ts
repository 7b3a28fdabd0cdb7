import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { AccountCallers, otherThan, PASSWORD, somePhone } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { Account } from '../account.entity.js';
import type { ContactChanged, PasswordChanged } from '../contracts/index.js';
import { Session } from '../sessions/session.entity.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
beforeEach(() => platform.clock.advance(61));
afterAll(() => platform.stop());

async function signedIn(given: Record<string, unknown> = {}) {
  const person = await people.register(given);
  const { body } = await people.signIn(person.phone);
  return { ...person, token: body.accessToken as string };
}

const changePhone = (token: string, phone: string, password = PASSWORD) =>
  platform.call('POST', '/account/phone-changes', { token, body: { phone, password } });
const confirmPhone = (token: string, id: string, code: string) =>
  platform.call('POST', `/account/phone-changes/${id}/confirmation`, { token, body: { code } });

async function contactEventOf(id: string): Promise<ContactChanged> {
  const where = { aggregateId: id, name: 'accounts.contact-changed' };
  return (await platform.em().findOneOrFail(OutboxMessage, where)).payload as ContactChanged;
}

it('shows its owner the account, numbers masked', async () => {
  const { id, phone, idNumber, token } = await signedIn({ email: 'ming@example.org' });
  const { status, headers, body } = await platform.call('GET', '/account', { token });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({ id, name: '张小明', email: 'm***@example.org', roles: ['trainee'] });
  expect(JSON.stringify(body)).not.toContain(phone);
  expect(JSON.stringify(body)).not.toContain(idNumber);
});

it('moves to a new phone once its code is proven, and tells the old one', async () => {
  const { id, phone, token } = await signedIn();
  const next = somePhone();
  const { status, body } = await changePhone(token, next);
  expect(status).toBe(202);
  expect((await people.signIn(next)).status).toBe(401);

  expect((await confirmPhone(token, body.phoneChangeId, await people.lastCode())).status).toBe(204);
  const event = await contactEventOf(id);
  expect(event).toMatchObject({ aggregateVersion: 2, email: null, changed: 'phone' });
  expect(platform.encryption.open('phone', event.phone as string)).toBe(next);
  expect(platform.encryption.open('phone', event.previousPhone as string)).toBe(phone);
  expect((await people.signIn(next)).status).toBe(201);
  expect((await people.signIn(phone)).status).toBe(401);
});

it('moves to a new mailbox once its code is proven', async () => {
  const { id, token } = await signedIn();
  const { body } = await platform.call('POST', '/account/email-changes', {
    token,
    body: { email: 'new@example.org', password: PASSWORD },
  });
  const route = `/account/email-changes/${body.emailChangeId}/confirmation`;
  const code = await people.lastCode();
  expect((await platform.call('POST', route, { token, body: { code: otherThan(code) } })).status).toBe(422);
  expect((await platform.em().findOneOrFail(Account, { id })).email).toBeNull();
  expect((await platform.call('POST', route, { token, body: { code } })).status).toBe(204);
  const event = await contactEventOf(id);
  expect(event).toMatchObject({ changed: 'email', previousPhone: null });
  expect(platform.encryption.open('email', event.email as string)).toBe('new@example.org');
});

it.each(['phone', 'email'] as const)('ends every other session when the %s changes, not the caller’s', async (kind) => {
  const { id, phone, token } = await signedIn();
  const { body: elsewhere } = await people.signIn(phone);
  const value = kind === 'phone' ? somePhone() : 'new@example.org';
  const route = `/account/${kind}-changes`;
  const { body } = await platform.call('POST', route, { token, body: { [kind]: value, password: PASSWORD } });
  const code = await people.lastCode();
  const confirmation = `${route}/${body[`${kind}ChangeId`]}/confirmation`;
  expect((await platform.call('POST', confirmation, { token, body: { code } })).status).toBe(204);
  const look = (of: string) => platform.call('GET', '/account', { token: of });
  await eventually('the other session is refused', async () =>
    expect((await look(elsewhere.accessToken)).body.code).toBe('access.session-ended'),
  );
  const refreshed = { body: { refreshToken: elsewhere.refreshToken } };
  expect((await platform.call('POST', '/sessions/refresh', refreshed)).status).toBe(401);
  expect((await look(token)).status).toBe(200);
  const sessions = await platform.em().find(Session, { accountId: id });
  expect(sessions.map(({ ending }) => ending).sort()).toEqual(['contact-changed', null]);
});

it('wants the password for a new phone, five times at most', async () => {
  const { token, phone } = await signedIn();
  expect(await changePhone(token, somePhone(), 'Wrong-1234')).toMatchObject({
    status: 422,
    body: { code: 'accounts.current-password-wrong', errors: [{ pointer: '/password' }] },
  });
  for (let n = 0; n < 4; n++) await changePhone(token, somePhone(), 'Wrong-1234');
  expect((await changePhone(token, somePhone())).status).toBe(423);
  expect((await people.signIn(phone)).status).toBe(423);
});

it('tells that a phone is taken only to whoever proves it', async () => {
  const { phone } = await people.register();
  const { token, id } = await signedIn();
  platform.clock.advance(61);
  const { status, body } = await changePhone(token, phone);
  expect(status).toBe(202);
  expect(await confirmPhone(token, body.phoneChangeId, await people.lastCode())).toMatchObject({
    status: 409,
    body: { code: 'accounts.phone-taken' },
  });
  expect((await platform.em().findOneOrFail(Account, { id })).version).toBe(1);
});

it('refuses the phone that it has, and a change that is somebody else’s', async () => {
  const { token, phone } = await signedIn();
  expect((await changePhone(token, phone)).body.errors).toMatchObject([{ pointer: '/phone', code: 'unchanged' }]);
  const { body } = await changePhone(token, somePhone());
  const code = await people.lastCode();
  const stranger = await signedIn();
  expect((await confirmPhone(stranger.token, body.phoneChangeId, code)).status).toBe(404);
});

it('leaves a phone to one of two accounts that race for it', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  const phone = somePhone();
  const first = await changePhone(one.token, phone);
  const firstCode = await people.lastCode();
  platform.clock.advance(61);
  const second = await changePhone(other.token, phone);
  const answers = await Promise.all([
    confirmPhone(one.token, first.body.phoneChangeId, firstCode),
    confirmPhone(other.token, second.body.phoneChangeId, await people.lastCode()),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
});

const changePassword = (token: string, currentPassword: string, password: string, passwordConfirmation = password) =>
  platform.call('PUT', '/account/password', { token, body: { currentPassword, password, passwordConfirmation } });

it('changes the password, ends every session and tells the phone', async () => {
  const { id, token, phone } = await signedIn();
  const { body: elsewhere } = await people.signIn(phone);
  expect((await changePassword(token, PASSWORD, 'Zai-lai-2026')).status).toBe(204);
  const where = { aggregateId: id, name: 'accounts.password-changed' };
  const event = (await platform.em().findOneOrFail(OutboxMessage, where)).payload as PasswordChanged;
  expect(event).toMatchObject({ aggregateVersion: 2, how: 'changed' });
  expect(platform.encryption.open('phone', event.phone)).toBe(phone);
  await eventually('both sessions are refused', async () => {
    for (const old of [token, elsewhere.accessToken as string])
      expect((await platform.call('GET', '/account', { token: old })).status).toBe(401);
  });
  expect((await people.signIn(phone)).status).toBe(401);
  expect((await people.signIn(phone, 'Zai-lai-2026')).status).toBe(201);
});

it('refuses a wrong current password, a bad new one and the same one, and changes nothing', async () => {
  const { token, phone } = await signedIn();
  expect((await changePassword(token, 'Wrong-1234', 'Zai-lai-2026')).body.errors).toMatchObject([
    { pointer: '/currentPassword', code: 'wrong' },
  ]);
  expect((await changePassword(token, PASSWORD, `x${phone}`)).body.errors).toMatchObject([{ code: 'personal' }]);
  expect((await changePassword(token, PASSWORD, PASSWORD)).body.errors).toMatchObject([{ code: 'unchanged' }]);
  expect((await people.signIn(phone)).status).toBe(201);
});
