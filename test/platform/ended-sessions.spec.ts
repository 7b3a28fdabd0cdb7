import { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { endSession, MILLISECONDS_TO_REMEMBER } from '../../src/platform/access/end-session.js';
import { EndedSessions } from '../../src/platform/access/ended-sessions.js';
import { createTestDatabase, dropTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const SECOND = 1000;

describe('a session that was ended', () => {
  let database: string;
  let proxy: TcpProxy;
  let platform: TestPlatform;
  let behindProxy: EndedSessions;

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await TcpProxy.before(database);
    platform = await startTestPlatform('none', { DATABASE_URL: database });
  });
  // another process's view of the same table: its own line to the database, which leads through the proxy
  beforeEach(async () => {
    behindProxy = new EndedSessions(platform.platform.app.get(EntityManager), platform.clock);
    await behindProxy.start(proxy.url);
  });
  afterEach(async () => {
    proxy.resume();
    await behindProxy.stop();
    platform.clock.fixAt(TEST_NOW);
  });
  afterAll(async () => {
    await platform.stop();
    await proxy.close();
    await dropTestDatabase(database);
  });

  const end = async (sessionId: string = randomUUID()) => {
    await platform.em().transactional((em) => endSession(em, sessionId, platform.clock.now()));
    return sessionId;
  };

  /** For how many milliseconds after the commit of its end a session was still let in. */
  async function letInFor(before: () => unknown = () => undefined): Promise<number> {
    const sessionId = randomUUID();
    expect(await behindProxy.includes(sessionId)).toBe(false);
    await before();
    await end(sessionId);
    const ended = performance.now();
    let lastLetIn = ended;
    await eventually('the session is refused', async () => {
      const asked = performance.now();
      if (await behindProxy.includes(sessionId)) return;
      lastLetIn = asked;
      throw new Error('it is let in');
    });
    return lastLetIn - ended;
  }

  const cut = () =>
    platform.em().execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'platform-ended-sessions' and datname = current_database()`,
    );

  it('is refused within milliseconds as a rule', async () => {
    const times: number[] = [];
    for (let n = 0; n < 20; n++) times.push(await letInFor());
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(SECOND / 4);
    expect(Math.max(...times)).toBeLessThan(SECOND);
  });

  it('is refused within a second when the connection that hears of it is cut', async () => {
    for (let n = 0; n < 3; n++) expect(await letInFor(cut)).toBeLessThan(SECOND);
  });

  it('is refused within a second when that connection hangs and says nothing', async () => {
    expect(await letInFor(() => proxy.stall())).toBeLessThan(SECOND);
    // and still, with every attempt to connect anew hanging too
    expect(await letInFor()).toBeLessThan(SECOND);
  });

  it('is known again without asking once the connection is back', async () => {
    const before = behindProxy.size;
    proxy.stall();
    const meanwhile = await end();
    await eventually('the silence is noticed', async () => expect(await behindProxy.includes(meanwhile)).toBe(true));
    expect(behindProxy.size).toBe(before);
    proxy.resume();
    await eventually('it caught up', () => expect(behindProxy.size).toBe(before + 1));
    expect(await behindProxy.includes(meanwhile)).toBe(true);
  });

  it('is known to a process that starts after it', async () => {
    const earlier = await end();
    const later = new EndedSessions(platform.platform.app.get(EntityManager), platform.clock);
    await later.start(database);
    expect(later.size).toBeGreaterThan(0);
    expect(await later.includes(earlier)).toBe(true);
    await later.stop();
  });

  it('is forgotten once its last token has expired', async () => {
    const before = behindProxy.size;
    for (let n = 0; n < 50; n++) await end();
    await eventually('all are heard of', () => expect(behindProxy.size).toBe(before + 50));
    platform.clock.advance(MILLISECONDS_TO_REMEMBER / SECOND);
    await end();
    await eventually('only the newest is kept', () => expect(behindProxy.size).toBe(1));
  });
});

describe('a process whose database does not answer', () => {
  let database: string;
  let proxy: TcpProxy;
  let platform: TestPlatform;

  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await TcpProxy.before(database);
    platform = await startTestPlatform('none', { DATABASE_URL: proxy.url });
  });
  afterAll(async () => {
    await platform.stop();
    await proxy.close();
    await dropTestDatabase(database);
  });

  it('lets nobody in on an old answer, and everybody again when the database is back', async () => {
    const authorization = `Bearer ${platform.token({ roles: ['auditor'] })}`;
    // a page that itself needs no database
    const look = () => fetch(`${platform.url}/docs/management`, { headers: { authorization } });
    expect((await look()).status).toBe(200);

    proxy.stall();
    const stalled = performance.now();
    const refused = await eventually('nobody is let in', async () => {
      const answer = await look();
      expect(answer.status).toBe(503);
      return answer;
    });
    expect(await refused.json()).toMatchObject({ code: 'platform.part-unavailable' });
    expect(refused.headers.get('retry-after')).toBe('5');
    // at a second at the latest a request was no longer let in; its own patience is two seconds more
    expect(performance.now() - stalled).toBeLessThan(4 * SECOND);

    proxy.resume();
    await eventually('it goes on', async () => expect((await look()).status).toBe(200));
  });
});
