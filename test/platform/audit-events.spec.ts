import { randomUUID } from 'node:crypto';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import type { Role } from '../../src/platform/access/roles.js';
import { AuditDesk } from '../support/audit-desk.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';

const minute = (number: number) => new Date(TEST_NOW.getTime() - 3600_000 + number * 60_000);

describe('the audit events', () => {
  let platform: TestPlatform;
  let desk: AuditDesk;
  const anna = { id: randomUUID(), roles: ['base_admin', 'province_admin'] as Role[] };
  const ben = { id: randomUUID(), roles: ['trainee'] as Role[] };
  const application = randomUUID();

  beforeAll(async () => {
    // nobody seals but these tests
    platform = await startTestPlatform('none', { ROLES: 'api' });
    desk = new AuditDesk(platform);
    await desk.writes(
      {
        actor: ben,
        action: 'submit',
        subjectType: 'application',
        subjectId: application,
        at: minute(1),
        facts: { revision: 1 },
      },
      { actor: anna, action: 'view-revision', subjectType: 'application', subjectId: application, at: minute(2) },
      { actor: 'anyone', action: 'sign-in-failed', subjectType: 'account', subjectId: 'unknown', at: minute(3) },
      { actor: 'platform', action: 'end-publicity', subjectType: 'admission-list', subjectId: '1', at: minute(4) },
      { actor: anna, action: 'view-revision', subjectType: 'application', subjectId: randomUUID(), at: minute(5) },
    );
    await desk.seals();
  });
  afterAll(() => platform.stop());

  const minutesOf = (items: { occurredAt: string }[]) =>
    items.map(({ occurredAt }) => (Date.parse(occurredAt) - minute(0).getTime()) / 60_000);
  /** Of the five above, those that a query leaves. */
  const listed = async (query: string) => {
    const { status, body } = await desk.calls(`?${query}&to=${encodeURIComponent(minute(6).toISOString())}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return minutesOf(body.items);
  };
  const looks = (action: string) => platform.em().find(AuditRecord, { action, actorId: desk.auditor.id });

  it.each([
    ['nothing', () => '', [5, 4, 3, 2, 1]],
    ['the actor', () => `actorId=${ben.id}`, [1]],
    ['one of the actor’s roles', () => 'actorRole=province_admin', [5, 2]],
    ['nobody’s role', () => 'actorRole=integration', []],
    ['those who were not signed in', () => 'actorRole=anyone', [3]],
    ['the platform itself', () => 'actorRole=platform', [4]],
    ['the action', () => 'action=view-revision', [5, 2]],
    ['the kind of subject', () => 'subjectType=application', [5, 2, 1]],
    ['the subject', () => `subjectType=application&subjectId=${application}`, [2, 1]],
    ['two things at once', () => `actorId=${anna.id}&subjectId=${application}`, [2]],
    ['the beginning, which is in', () => `from=${encodeURIComponent(minute(4).toISOString())}`, [5, 4]],
  ])('are filtered by %s', async (_, query, expected) => {
    expect(await listed(query())).toEqual(expected);
  });

  it('are filtered by the request that they come from, and by its address', async () => {
    const traceId = 'a'.repeat(32);
    const headers = { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` };
    await platform.call('GET', '/management/audit-events', { token: platform.token(desk.auditor), headers });
    const { body } = await desk.calls(`?traceId=${traceId}&ip=127.0.0.1`);
    expect(body.items).toMatchObject([{ action: 'view-audit-events', traceId, ip: '127.0.0.1', userAgent: 'node' }]);
    expect((await desk.calls(`?traceId=${traceId}&ip=127.0.0.2`)).body.items).toEqual([]);
  });

  it('show page by page, newest first, each once', async () => {
    const seen: number[] = [];
    let cursor: string | null = '';
    const to = `&to=${encodeURIComponent(minute(6).toISOString())}`;
    while (cursor !== null) {
      const { body }: { body: any } = await desk.calls(
        `?limit=2${to}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...minutesOf(body.items));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it('tell what was done, and where in the chain it is sealed', async () => {
    const { body } = await desk.calls(`?actorId=${ben.id}`);
    const [event] = body.items;
    expect(event).toEqual({
      id: event.id,
      occurredAt: minute(1).toISOString(),
      actorId: ben.id,
      actorRoles: ['trainee'],
      action: 'submit',
      subjectType: 'application',
      subjectId: application,
      traceId: '',
      ip: null,
      userAgent: null,
      facts: { revision: 1 },
      sealed: true,
      position: 1,
    });
    expect((await desk.calls(`/${event.id}`)).body).toEqual(event);
    expect(await looks('view-audit-event')).toMatchObject([{ subjectType: 'audit-event', subjectId: event.id }]);
    expect((await desk.calls('?action=view-audit-event')).body.items).toMatchObject([
      { sealed: false, position: null },
    ]);
    expect(await desk.calls(`/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'platform.audit-event-not-found' },
    });
  });

  it('record who looks, once for each request, and repeat nothing that was typed freely', async () => {
    const before = new Set((await looks('view-audit-events')).map(({ id }) => id));
    await desk.calls(`?actorId=${ben.id}&actorRole=trainee&from=2026-11-01T00:00:00Z&limit=1`);
    await desk.calls('?subjectId=13812345678&ip=203.0.113.7');
    await desk.calls(`?subjectId=${application}`);
    const facts = (await looks('view-audit-events')).filter(({ id }) => !before.has(id)).map((look) => look.facts);
    expect(facts).toHaveLength(3);
    expect(facts).toEqual(
      expect.arrayContaining([
        { actorId: ben.id, actorRole: 'trainee', from: '2026-11-01T00:00:00Z', count: 1, isFirstPage: true },
        { subjectId: 'another', ip: 'given', count: 0, isFirstPage: true },
        { subjectId: application, count: 2, isFirstPage: true },
      ]),
    );
  });

  it.each([
    ['actorId=x', 'actorId'],
    ['actorRole=root', 'actorRole'],
    ['action=Sign In', 'action'],
    ['from=yesterday', 'from'],
    ['traceId=%25', 'traceId'],
    ['ip=localhost', 'ip'],
    ['format=csv', 'format'],
  ])('refuse %s', async (query, pointer) => {
    const { status, body } = await desk.calls(`?${query}`);
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });
});
