import { Session } from '../../src/domains/accounts/sessions/session.entity.js';
import { SessionActivity } from '../../src/platform/access/session-activity.entity.js';
import type { SessionView } from '../../src/domains/accounts/sessions/session.dto.js';
import { AccountCallers, PASSWORD } from '../support/account-callers.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { PlatformProcess } from '../support/platform-process.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';

const SECOND = 1000;
const MINUTE = 60;

describe('a session in another process, which runs only another domain', () => {
  let database: string;
  let platform: TestPlatform;
  let people: AccountCallers;
  let other: PlatformProcess;

  beforeAll(async () => {
    database = await createTestDatabase();
    platform = await startTestPlatform('accounts', { DATABASE_URL: database });
    people = new AccountCallers(platform);
    const publishedKeys = await (await fetch(`${platform.url}/.well-known/jwks.json`)).text();
    other = await PlatformProcess.start(database, { ACCESS_PUBLIC_KEYS: publishedKeys }, 'recruitment');
  }, 90_000);
  beforeEach(() => moveClocks(TEST_NOW));
  afterAll(async () => {
    await other.stop();
    await platform.stop();
    await dropTestDatabase(database);
  });

  async function moveClocks(now: Date): Promise<void> {
    platform.clock.moveTo(now);
    const body = JSON.stringify({ now: now.toISOString() });
    await fetch(`${other.url}/dev/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }

  const look = async ({ accessToken }: SessionView) => {
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await fetch(`${other.url}/api/v1/plans/statistics`, { headers });
    return { status: answer.status, body: (await answer.json()) as { code?: string } };
  };

  const trainee = async (): Promise<SessionView> => (await people.signIn((await people.register()).phone)).body;
  const refresh = (refreshToken: string) => platform.call('POST', '/sessions/refresh', { body: { refreshToken } });
  const manage = (method: string, path: string, body?: object) =>
    platform.call(method, `/management/staff-accounts/${path}`, {
      token: platform.token({ roles: ['system_admin'] }),
      headers: { 'if-match': '"1"' },
      body,
    });

  const endings: Record<string, (session: SessionView) => Promise<unknown>> = {
    'a sign-out': ({ accessToken: token }) => platform.call('DELETE', '/sessions/current', { token }),
    'its end on another device': async ({ account }) => {
      const token = platform.token({ id: account.id, roles: ['trainee'] });
      return platform.call('DELETE', '/account/sessions', { token });
    },
    'a change of the password': ({ accessToken: token }) => {
      const body = { currentPassword: PASSWORD, password: 'Zai-lai-2026', passwordConfirmation: 'Zai-lai-2026' };
      return platform.call('PUT', '/account/password', { token, body });
    },
    'a refresh token that came twice': async ({ refreshToken }) => {
      await refresh(refreshToken);
      return refresh(refreshToken);
    },
    'a role that was taken away': ({ account: { id } }) =>
      manage('PUT', id, { name: '李明', roles: ['auditor'], baseIds: [] }),
    'the end of the account': ({ account: { id } }) => manage('POST', `${id}/deactivation`),
  };

  const ofStaff = new Set(['a role that was taken away', 'the end of the account']);

  it.each(Object.keys(endings))('is refused within a second of %s', async (name) => {
    const session = ofStaff.has(name) ? await people.staffSession() : await trainee();
    expect((await look(session)).status).toBe(200);
    await endings[name]!(session);
    const ended = performance.now();
    let lastLetIn = ended;
    const refused = await eventually('the session is refused', async () => {
      const asked = performance.now();
      const answer = await look(session);
      if (answer.status === 200) lastLetIn = asked;
      expect(answer.status).toBe(401);
      return answer;
    });
    expect(refused.body.code).toBe('access.session-ended');
    expect(lastLetIn - ended).toBeLessThan(SECOND);
  });

  /** A member of staff whose last refresh was 14 minutes ago, in this process, and whose last request now, in the other. */
  async function staffAtWorkElsewhere(): Promise<SessionView> {
    const session = await people.staffSession();
    await moveClocks(new Date(TEST_NOW.getTime() + 14 * MINUTE * SECOND));
    expect((await look(session)).status).toBe(200);
    await eventually('the request is noted', async () => {
      const { id: sessionId } = await platform.em().findOneOrFail(Session, { accountId: session.account.id });
      const { lastRequestAt } = await platform.em().findOneOrFail(SessionActivity, { sessionId });
      expect(lastRequestAt).toEqual(platform.clock.now());
    });
    return session;
  }

  it('goes on for the 30 minutes after a request that staff made there', async () => {
    const { refreshToken } = await staffAtWorkElsewhere();
    platform.clock.advance(30 * MINUTE - 1);
    expect((await refresh(refreshToken)).status).toBe(201);
  });

  it('ends after those 30 minutes', async () => {
    const { refreshToken } = await staffAtWorkElsewhere();
    platform.clock.advance(30 * MINUTE);
    expect((await refresh(refreshToken)).status).toBe(401);
  });
});
