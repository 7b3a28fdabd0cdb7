import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountCallers } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { SessionActivities } from '../../../platform/access/session-activities.js';
import { SessionActivity } from '../../../platform/access/session-activity.entity.js';
import { Housekeeping } from '../../../platform/housekeeping.js';
import { ForgetExpired } from '../forget-expired.js';
import type { SessionView } from './session.dto.js';
import { Session } from './session.entity.js';

const MINUTE = 60;

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const now = () => platform.clock.now();
const refresh = ({ refreshToken }: SessionView) =>
  platform.call('POST', '/sessions/refresh', { body: { refreshToken } });
const request = ({ accessToken: token }: SessionView, path = '/account') => platform.call('GET', path, { token });
const lastRequestOf = async ({ account }: SessionView) => {
  const { id: sessionId } = await platform.em().findOneOrFail(Session, { accountId: account.id });
  return (await platform.em().findOne(SessionActivity, { sessionId }))?.lastRequestAt;
};
const isNoted = (session: SessionView) =>
  eventually('the request is noted', async () => expect(await lastRequestOf(session)).toEqual(now()));

/** A session whose last refresh was 14 minutes ago and whose last request is this moment. */
async function workedUntilMinute14(): Promise<SessionView> {
  const session = await people.staffSession();
  platform.clock.advance(14 * MINUTE);
  expect((await request(session)).status).toBe(200);
  await isNoted(session);
  return session;
}

it('goes on for 30 minutes after the last request, not after the last refresh', async () => {
  const session = await workedUntilMinute14();
  platform.clock.advance(30 * MINUTE - 1);
  expect((await refresh(session)).status).toBe(201);
});

it('ends when the 30 minutes are over', async () => {
  const session = await workedUntilMinute14();
  platform.clock.advance(30 * MINUTE);
  expect(await refresh(session)).toMatchObject({ status: 401, body: { code: 'accounts.refresh-token-refused' } });
});

it('is kept by a refresh as by a request, and by none longer', async () => {
  const session = await people.staffSession();
  platform.clock.advance(30 * MINUTE - 1);
  const { status, body } = await refresh(session);
  expect(status).toBe(201);
  platform.clock.advance(30 * MINUTE);
  expect((await refresh(body as SessionView)).status).toBe(401);
});

it('counts a request that was refused: somebody sits there', async () => {
  const session = await people.staffSession();
  platform.clock.advance(10 * MINUTE);
  expect((await request(session, '/management/staff-accounts')).status).toBe(403);
  await isNoted(session);
  platform.clock.advance(30 * MINUTE - 1);
  expect((await refresh(session)).status).toBe(201);
});

it('writes a session once a minute at the most, and the last request of the minute when it is over', async () => {
  const activities = platform.platform.app.get(SessionActivities);
  const session = await people.staffSession();
  await request(session);
  await isNoted(session);
  const first = now();
  for (let n = 0; n < 5; n++) {
    platform.clock.advance(10);
    await request(session);
  }
  expect(await lastRequestOf(session)).toEqual(first);
  // what the minute’s end does, as does the end of the process
  await activities.stop();
  activities.start();
  expect(await lastRequestOf(session)).toEqual(now());
});

it('is shown with its last request, and as long as that keeps it', async () => {
  const session = await workedUntilMinute14();
  const lastUsedAt = now().toISOString();
  platform.clock.advance(20 * MINUTE);
  const { account } = session;
  const { id: sessionId } = await platform.em().findOneOrFail(Session, { accountId: account.id });
  const token = platform.token({ id: account.id, roles: account.roles });
  const list = async () => (await platform.call('GET', '/account/sessions', { token })).body.items;
  expect(await list()).toMatchObject([{ id: sessionId, lastUsedAt }]);
  platform.clock.advance(10 * MINUTE);
  const later = platform.token({ id: account.id, roles: account.roles });
  expect((await platform.call('GET', '/account/sessions', { token: later })).body.items).toEqual([]);
  const gone = await platform.call('DELETE', `/account/sessions/${sessionId}`, { token: later });
  expect(gone.body.code).toBe('accounts.session-not-found');
});

it('is not forgotten while a request may still keep it, and is after', async () => {
  const session = await workedUntilMinute14();
  platform.clock.advance(29 * MINUTE);
  await platform.platform.app.get(ForgetExpired).run(platform.em());
  expect((await refresh(session)).status).toBe(201);
  platform.clock.advance(60 * MINUTE);
  await platform.platform.app.get(ForgetExpired).run(platform.em());
  expect(await platform.em().count(Session, { accountId: session.account.id })).toBe(0);
});

it('leaves no note of a trainee’s requests, and of a staff member’s for an hour', async () => {
  await platform.em().nativeDelete(SessionActivity, {});
  platform.clock.moveTo(TEST_NOW);
  const { phone } = await people.register();
  const { body: trainee } = await people.signIn(phone);
  expect((await request(trainee)).status).toBe(200);
  const staff = await people.staffSession();
  await request(staff);
  await isNoted(staff);
  expect(await platform.em().count(SessionActivity)).toBe(1);
  const keepHouse = () => platform.platform.app.get(Housekeeping).forgetExpired(platform.em());
  platform.clock.advance(59 * MINUTE);
  await keepHouse();
  expect(await platform.em().count(SessionActivity)).toBe(1);
  platform.clock.advance(2 * MINUTE);
  await keepHouse();
  expect(await platform.em().count(SessionActivity)).toBe(0);
});
