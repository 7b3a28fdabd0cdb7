import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountCallers, PASSWORD, somePhone } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { FailedSignIn } from './failed-sign-in.entity.js';
import { RefreshToken, Session } from './session.entity.js';
import { refreshTokenHash } from './sessions.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const refresh = (refreshToken: string) => platform.call('POST', '/sessions/refresh', { body: { refreshToken } });
const look = (token: string) => platform.call('GET', '/account', { token });

it('signs a trainee in by phone and by ID number, with a small x too', async () => {
  const { id, phone, idNumber } = await people.register();
  for (const identifier of [phone, idNumber, idNumber.toLowerCase()]) {
    const { status, body } = await people.signIn(identifier);
    expect(status).toBe(201);
    expect(body).toMatchObject({ expiresIn: 900, account: { id, name: '张小明', roles: ['trainee'], baseIds: [] } });
    expect(body).not.toHaveProperty('mustChangePassword');
    expect((await look(body.accessToken)).status).toBe(200);
  }
  expect(await platform.em().count(AuditRecord, { action: 'sign-in', actorId: id })).toBe(3);
});

it('answers an unknown account like a wrong password, up to the lock', async () => {
  const { phone } = await people.register();
  const answersFor = async (identifier: string) => {
    const answers = [];
    for (let n = 0; n < 6; n++) {
      const { status, headers, body } = await people.signIn(identifier, 'Wrong-1234');
      answers.push({ ...(body as object), status, retryAfter: headers.get('retry-after'), traceId: undefined });
    }
    return answers;
  };
  const known = await answersFor(phone);
  expect(await answersFor(somePhone())).toEqual(known);
  expect(known.map(({ status }) => status)).toEqual([401, 401, 401, 401, 423, 423]);
  expect(known[4]).toMatchObject({ code: 'accounts.locked', retryAfter: '900' });
});

it('locks the account by whichever number it is tried, refuses the right password, and opens after 15 minutes', async () => {
  const { phone, idNumber } = await people.register();
  for (const identifier of [phone, idNumber, phone, idNumber, phone]) await people.signIn(identifier, 'Wrong-1234');
  platform.clock.advance(14 * 60);
  const locked = await people.signIn(idNumber);
  expect(locked).toMatchObject({ status: 423, body: { code: 'accounts.locked' } });
  expect(locked.headers.get('retry-after')).toBe('60');
  platform.clock.advance(60);
  expect((await people.signIn(phone)).status).toBe(201);
});

it('does not lock for five failures that are spread over more than 15 minutes', async () => {
  const { phone } = await people.register();
  for (let n = 0; n < 6; n++) {
    expect((await people.signIn(phone, 'Wrong-1234')).status).toBe(401);
    platform.clock.advance(4 * 60);
  }
  expect((await people.signIn(phone)).status).toBe(201);
});

it('forgets the failures once the right password came', async () => {
  const { id, phone } = await people.register();
  for (let n = 0; n < 4; n++) await people.signIn(phone, 'Wrong-1234');
  expect((await people.signIn(phone)).status).toBe(201);
  expect(await platform.em().count(FailedSignIn, { subject: id })).toBe(0);
});

it('lets no more than five passwords be tried when many come at once', async () => {
  const { phone } = await people.register();
  const answers = await Promise.all(Array.from({ length: 10 }, () => people.signIn(phone, 'Wrong-1234')));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
  expect(answers.filter(({ status }) => status === 423)).toHaveLength(6);
  expect(await platform.em().count(FailedSignIn, {})).toBeGreaterThanOrEqual(5);
});

it('wants a captcha', async () => {
  const { phone } = await people.register();
  const body = { identifier: phone, password: PASSWORD, ...(await people.captcha()), captchaAnswer: '0000' };
  expect(await platform.call('POST', '/sessions', { body })).toMatchObject({
    status: 422,
    body: { code: 'accounts.captcha-wrong' },
  });
});

it('gives new tokens for a refresh token, once', async () => {
  const { phone } = await people.register();
  const { body: first } = await people.signIn(phone);
  const second = await refresh(first.refreshToken as string);
  expect(second).toMatchObject({ status: 201, body: { account: first.account, expiresIn: 900 } });
  expect(second.body.refreshToken).not.toBe(first.refreshToken);
  const stored = await platform.em().find(RefreshToken, {});
  expect(stored.map(({ hash }) => hash)).toContain(refreshTokenHash(second.body.refreshToken as string));
  expect(JSON.stringify(stored)).not.toContain(second.body.refreshToken);
});

it('ends the whole family when a refresh token is used again', async () => {
  const { phone } = await people.register();
  const { body: first } = await people.signIn(phone);
  const { body: second } = await refresh(first.refreshToken as string);
  const reused = await refresh(first.refreshToken as string);
  expect(reused).toMatchObject({ status: 401, body: { code: 'accounts.refresh-token-refused' } });
  expect((await refresh(second.refreshToken as string)).status).toBe(401);
  await eventually('the access token is refused', async () =>
    expect((await look(second.accessToken as string)).body.code).toBe('access.session-ended'),
  );
});

it('tells the owner once that a refresh token was used again', async () => {
  const { id, phone } = await people.register();
  const { body: first } = await people.signIn(phone);
  await refresh(first.refreshToken as string);
  for (let n = 0; n < 3; n++) expect((await refresh(first.refreshToken as string)).status).toBe(401);
  const session = await platform.em().findOneOrFail(Session, { accountId: id });
  const name = 'accounts.refresh-token-reused';
  const told = await platform.em().find(OutboxMessage, { aggregateId: session.id, name });
  expect(told.map(({ payload }) => payload)).toEqual([expect.objectContaining({ accountId: id })]);
  const { phone: sealed } = told[0]?.payload as { phone: string };
  expect(platform.encryption.open('phone', sealed)).toBe(phone);
  expect(await platform.em().count(AuditRecord, { action: 'reuse-refresh-token', subjectId: id })).toBe(1);
});

it('never gives two families of tokens for one refresh token', async () => {
  const { phone } = await people.register();
  const { body } = await people.signIn(phone);
  const answers = await Promise.all([1, 2, 3].map(() => refresh(body.refreshToken as string)));
  expect(answers.filter(({ status }) => status === 201).length).toBe(1);
  const winner = answers.find(({ status }) => status === 201);
  expect((await refresh(winner?.body.refreshToken as string)).status).toBe(401);
});

it('keeps a trainee signed in for 14 days after the last refresh', async () => {
  const { phone } = await people.register();
  const { body } = await people.signIn(phone);
  platform.clock.advance(14 * 24 * 3600 - 1);
  const refreshed = await refresh(body.refreshToken as string);
  expect(refreshed.status).toBe(201);
  platform.clock.advance(14 * 24 * 3600);
  expect((await refresh(refreshed.body.refreshToken as string)).status).toBe(401);
});

it('ends the session at sign-out, its tokens of both kinds', async () => {
  const { id, phone } = await people.register();
  const { body } = await people.signIn(phone);
  expect((await platform.call('DELETE', '/sessions/current', { token: body.accessToken })).status).toBe(204);
  await eventually('the access token is refused', async () => expect((await look(body.accessToken)).status).toBe(401));
  expect((await refresh(body.refreshToken as string)).status).toBe(401);
  expect(await platform.em().findOneOrFail(Session, { accountId: id })).toMatchObject({ ending: 'signed-out' });
});

it('wants a token at sign-out', async () => {
  expect((await platform.call('DELETE', '/sessions/current')).body.code).toBe('access.not-signed-in');
  expect((await platform.call('DELETE', '/sessions/current', { token: 'x.y.z' })).body.code).toBe(
    'access.not-signed-in',
  );
});
