import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccountCallers, PASSWORD, somePhone } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { Session } from './session.entity.js';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
beforeEach(() => platform.clock.advance(61));
afterAll(() => platform.stop());

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

async function signIn(phone: string, userAgent?: string): Promise<Tokens> {
  const body = { identifier: phone, password: PASSWORD, ...(await people.captcha()) };
  const headers: Record<string, string> = userAgent === undefined ? {} : { 'user-agent': userAgent };
  return (await platform.call('POST', '/sessions', { body, headers })).body;
}

const list = ({ accessToken: token }: Tokens, query = '') =>
  platform.call('GET', `/account/sessions${query}`, { token });
const end = ({ accessToken: token }: Tokens, id: string) =>
  platform.call('DELETE', `/account/sessions/${id}`, { token });
const refresh = ({ refreshToken }: Tokens, headers = {}) =>
  platform.call('POST', '/sessions/refresh', { body: { refreshToken }, headers });
const refused = (tokens: Tokens) =>
  eventually('its access token is refused', async () =>
    expect((await platform.call('GET', '/account', { token: tokens.accessToken })).body.code).toBe(
      'access.session-ended',
    ),
  );

it('shows its owner where the account is signed in, the newest first, and which one this is', async () => {
  const { phone } = await people.register();
  const first = await signIn(phone, BROWSER);
  const startedAt = platform.clock.now().toISOString();
  platform.clock.advance(60);
  const second = await signIn(phone, 'node');
  const { status, headers, body } = await list(first);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toEqual({
    items: [
      expect.objectContaining({ device: '未知设备', userAgent: 'node', address: '127.0.0.1', current: false }),
      {
        id: expect.any(String),
        startedAt,
        lastUsedAt: startedAt,
        device: 'Chrome，Windows',
        userAgent: BROWSER,
        address: '127.0.0.1',
        current: true,
      },
    ],
    nextCursor: null,
  });
  expect((await list(second)).body.items.map(({ current }: { current: boolean }) => current)).toEqual([true, false]);
});

it('shows when and from where a session was last refreshed', async () => {
  const { phone } = await people.register();
  const { body } = await people.signIn(phone);
  const startedAt = platform.clock.now().toISOString();
  platform.clock.advance(14 * 60);
  const { body: refreshed } = await refresh(body, { 'user-agent': BROWSER });
  const lastUsedAt = platform.clock.now().toISOString();
  expect((await list(refreshed)).body.items).toMatchObject([{ startedAt, lastUsedAt, userAgent: BROWSER }]);
});

it('shows only what goes on: no session that was ended or left alone for too long', async () => {
  const { phone } = await people.register();
  const signedOut = await signIn(phone);
  await platform.call('DELETE', '/sessions/current', { token: signedOut.accessToken });
  const leftAlone = await signIn(phone);
  platform.clock.advance(14 * 24 * 3600);
  const present = await signIn(phone);
  expect((await list(present)).body.items).toMatchObject([{ current: true }]);
  expect((await refresh(leftAlone)).status).toBe(401);
});

it('pages through many', async () => {
  const { phone } = await people.register();
  const tokens: Tokens[] = [];
  for (let n = 0; n < 3; n++) tokens.push(await signIn(phone));
  const first = await list(tokens[0]!, '?limit=2');
  expect(first.body.items).toHaveLength(2);
  const second = await list(tokens[0]!, `?limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`);
  expect(second.body).toMatchObject({ items: [expect.anything()], nextCursor: null });
  expect((await list(tokens[0]!, '?cursor=x')).status).toBe(422);
});

it('ends one on another device, its tokens of both kinds, and leaves the caller’s', async () => {
  const { id: accountId, phone } = await people.register();
  const [here, there] = [await signIn(phone), await signIn(phone, BROWSER)];
  const { body } = await list(here);
  const { id } = body.items.find(({ current }: { current: boolean }) => !current);
  expect((await end(here, id)).status).toBe(204);
  await refused(there);
  expect((await refresh(there)).status).toBe(401);
  expect((await list(here)).body.items).toMatchObject([{ current: true }]);
  expect(await platform.em().findOneOrFail(Session, { id })).toMatchObject({
    ending: 'ended-elsewhere',
    userAgent: null,
    address: null,
  });
  const record = await platform.em().findOneOrFail(AuditRecord, { action: 'end-session', subjectId: id });
  expect(record.actorId).toBe(accountId);
  expect(await end(here, id)).toMatchObject({ status: 404, body: { code: 'accounts.session-not-found' } });
});

it('ends the caller’s own by its id, too', async () => {
  const { phone } = await people.register();
  const here = await signIn(phone);
  const [{ id }] = (await list(here)).body.items;
  expect((await end(here, id)).status).toBe(204);
  await refused(here);
});

it('takes somebody else’s session, and one that never was, for none', async () => {
  const [mine, other] = [await people.register(), await people.register()];
  const [here, there] = [await signIn(mine.phone), await signIn(other.phone)];
  const [{ id }] = (await list(there)).body.items;
  for (const unknown of [id, randomUUID()])
    expect(await end(here, unknown)).toMatchObject({ status: 404, body: { code: 'accounts.session-not-found' } });
  expect((await end(here, 'x')).body.code).toBe('request.invalid');
  expect((await refresh(there)).status).toBe(201);
});

it('is ended by one of two who end it at once', async () => {
  const { phone } = await people.register();
  const [here, there] = [await signIn(phone), await signIn(phone)];
  const [{ id }] = (await list(there)).body.items;
  const answers = await Promise.all([end(here, id), end(here, id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
  expect(await platform.em().count(AuditRecord, { action: 'end-session', subjectId: id })).toBe(1);
});

it('ends every other session at once', async () => {
  const { id, phone } = await people.register();
  const [first, here, third] = [await signIn(phone), await signIn(phone), await signIn(phone)];
  const stranger = await signIn((await people.register()).phone);
  expect((await platform.call('DELETE', '/account/sessions', { token: here.accessToken })).status).toBe(204);
  for (const tokens of [first, third]) {
    await refused(tokens);
    expect((await refresh(tokens)).status).toBe(401);
  }
  expect((await list(here)).body.items).toMatchObject([{ current: true }]);
  expect((await refresh(stranger)).status).toBe(201);
  const record = await platform.em().findOneOrFail(AuditRecord, { action: 'end-other-sessions', subjectId: id });
  expect(record.facts).toEqual({ ended: 2 });
});

it('wants somebody who is signed in, with a password of their own', async () => {
  for (const [method, route] of [
    ['GET', '/account/sessions'],
    ['DELETE', '/account/sessions'],
    ['DELETE', `/account/sessions/${randomUUID()}`],
  ] as const) {
    expect((await platform.call(method, route)).body.code).toBe('access.not-signed-in');
    const token = platform.token({ roles: [] });
    expect((await platform.call(method, route, { token })).body.code).toBe('access.not-allowed');
  }
});

it('signs nobody in with a phone that was given up a moment ago', async () => {
  const { phone } = await people.register();
  const { accessToken: token } = await signIn(phone);
  const next = somePhone();
  const { body } = await platform.call('POST', '/account/phone-changes', {
    token,
    body: { phone: next, password: PASSWORD },
  });
  const code = await people.lastCode();
  const route = `/account/phone-changes/${body.phoneChangeId}/confirmation`;
  const [confirmed, ...signIns] = await Promise.all([
    platform.call('POST', route, { token, body: { code } }),
    ...Array.from({ length: 4 }, () => people.signIn(phone)),
  ]);
  expect(confirmed.status).toBe(204);
  // whoever came in before the change is out after it
  for (const { status, body: session } of signIns) if (status === 201) await refused(session as Tokens);
  expect((await people.signIn(phone)).status).toBe(401);
});
