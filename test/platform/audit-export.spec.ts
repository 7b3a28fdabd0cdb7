import pg from 'pg';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { AuditSeal } from '../../src/platform/audit/audit-seal.entity.js';
import { AuditDesk } from '../support/audit-desk.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';

const BATCHES = 8;
const LONG_AGO = 'format=ndjson&from=2020-01-01T00:00:00Z&to=2021-01-01T00:00:00Z';

describe('the export of the audit trail', () => {
  let platform: TestPlatform;
  let desk: AuditDesk;
  const logged: { message: string }[] = [];

  beforeAll(async () => {
    // nobody seals but these tests
    platform = await startTestPlatform('none', { ROLES: 'api' });
    const keep = (line: { message: string }) => void logged.push(line);
    platform.platform.app.useLogger({ log: keep, error: keep, warn: keep, debug: keep });
    desk = new AuditDesk(platform);
    // several batches, together more than the largest buffers of a connection, which grow to some 40 MB
    await platform.em().execute(
      `insert into platform.audit_record (id, occurred_at, actor_roles, action, subject_type, subject_id, trace_id, facts)
       select gen_random_uuid(), timestamptz '2020-06-01' + n / 2 * interval '1 ms', 'platform', 'try', 'trial', n::text, '',
         jsonb_build_object('long', repeat('长', 5000)) from generate_series(1, ?) n`,
      [BATCHES * 500],
    );
  });
  afterAll(() => platform.stop());

  /** An export as it comes. */
  const opened = (query: string, signal?: AbortSignal) =>
    fetch(`${platform.url}/api/v1/management/audit-events/export?${query}`, {
      headers: { authorization: `Bearer ${platform.token(desk.auditor)}` },
      ...(signal && { signal }),
    });
  const exported = async (query: string) => {
    const answer = await opened(query);
    // text() would drop the mark at the beginning
    return { headers: answer.headers, text: Buffer.from(await answer.arrayBuffer()).toString() };
  };
  const eventsIn = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const fileName = (headers: Headers) =>
    decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(headers.get('content-disposition') ?? '')?.[1] ?? '');
  const withoutSeals = async (work: () => Promise<void>) => {
    await platform.em().execute('alter table platform.audit_seal rename to away');
    await work().finally(() => platform.em().execute('alter table platform.away rename to audit_seal'));
  };

  it('as CSV is what Excel shows as it is, and runs nothing of', async () => {
    const headers = { 'user-agent': '=HYPERLINK("http://x")' };
    await platform.call('GET', '/management/audit-events', { token: platform.token(desk.auditor), headers });
    await desk.writes({ subjectId: '+1,"2"\n3', at: new Date(TEST_NOW.getTime() + 123), facts: { 说明: '=1' } });
    const { text, headers: answered } = await exported('format=csv&from=2026-01-01T00:00:00Z');
    expect(answered.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answered.get('cache-control')).toBe('private, no-store');
    expect(text.split('\r\n')[0]).toBe(
      '\ufeff链中位置,时间,操作人,角色,操作,对象类型,对象编号,IP 地址,浏览器标识,追踪号,说明,记录编号',
    );
    expect(text).toContain(`,view-audit-events,audit-trail,all,127.0.0.1,"'=HYPERLINK(""http://x"")",`);
    expect(text).toContain(`,2026-11-23T10:00:00.123+08:00,,platform,try,trial,"'+1,""2""\n3",,,,"{""说明"":""=1""}",`);
  });

  it('as NDJSON has each record with its place in the chain and its hash', async () => {
    await desk.writes({ action: 'sealed', facts: { list: ['甲'] } });
    await desk.seals();
    await desk.writes({ action: 'unsealed' });
    const { text, headers } = await exported('format=ndjson&subjectType=trial&from=2026-01-01T00:00:00Z');
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const events = eventsIn(text);
    const sealed = events.find(({ action }) => action === 'sealed');
    const seal = await platform.em().findOneOrFail(AuditSeal, { recordId: sealed?.id as string });
    expect(sealed).toMatchObject({
      facts: { list: ['甲'] },
      sealed: true,
      position: seal.position,
      hash: seal.hash,
      sealedAt: TEST_NOW.toISOString(),
    });
    expect(events.find(({ action }) => action === 'unsealed')).toMatchObject({ position: null, hash: null });
  });

  it('has every record once, oldest first, over many batches', async () => {
    const { text } = await exported(LONG_AGO);
    const events = eventsIn(text);
    expect(new Set(events.map(({ id }) => id)).size).toBe(BATCHES * 500);
    const order = events.map(({ occurredAt, id }) => `${occurredAt as string} ${id as string}`);
    expect(order).toEqual(order.toSorted());
  });

  it('is named after the days in China that it is about, and has a heading when nothing is in it', async () => {
    const whole = await exported('format=csv&from=2026-10-31T16:00:00Z&to=2026-11-30T16:00:00Z&action=never');
    expect(fileName(whole.headers)).toBe('审计记录-2026-11-01至2026-11-30.csv');
    expect(whole.text).toMatch(/^\ufeff链中位置,[^\r\n]*\r\n$/);
    expect(fileName((await exported('format=ndjson&action=never')).headers)).toBe('审计记录-至2026-11-23.ndjson');
  });

  it('is recorded, once, with its filters', async () => {
    const before = await platform.em().count(AuditRecord, { action: 'export-audit-events' });
    await exported(`${LONG_AGO}&subjectId=13812345678`);
    const records = await platform.em().find(AuditRecord, { action: 'export-audit-events' });
    expect(records).toHaveLength(before + 1);
    expect(records.map(({ facts }) => facts)).toContainEqual({
      format: 'ndjson',
      from: '2020-01-01T00:00:00Z',
      to: '2021-01-01T00:00:00Z',
      subjectId: 'another',
    });
  });

  it('waits for whoever reads slowly, and ends with who went away', async () => {
    const queries = countQueries();
    const others = async () => {
      for (let round = 0; round < 5; round++) await desk.calls('?limit=1');
      return queries.count();
    };
    const away = new AbortController();
    const reader = (await opened(LONG_AGO, away.signal)).body!.getReader();
    await reader.read();
    const filled = await eventually('the connection is full', async () => {
      const before = queries.count();
      expect(await others()).toBe(before);
      return before;
    });
    expect(filled).toBeLessThan(BATCHES);
    away.abort();
    expect(await others()).toBe(filled);
    queries.stop();
  });

  it('that breaks off in the middle is no file: the connection closes before its end', async () => {
    const answer = await opened(LONG_AGO);
    const reader = answer.body!.getReader();
    await reader.read();
    await withoutSeals(async () => {
      const rest = async () => {
        while (!(await reader.read()).done);
      };
      await expect(rest()).rejects.toThrow('terminated');
    });
    expect(logged.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^the export broke off: /));
  });

  it('that fails before its beginning is answered as any request', () =>
    withoutSeals(async () => {
      const { status, body } = await desk.calls('/export?format=csv');
      expect([status, body.code]).toEqual([500, 'platform.unexpected']);
    }));
});

/** Counts the queries for batches of an export: no list is in their order. */
function countQueries() {
  const prototype = pg.Client.prototype as unknown as { query: (...parts: unknown[]) => unknown };
  const original = prototype.query;
  let count = 0;
  prototype.query = function (this: unknown, ...parts) {
    const [first] = parts;
    const text = typeof first === 'string' ? first : (first as { text?: string }).text;
    if (text?.includes('from "platform"."audit_record"') && text.includes('"occurred_at" asc')) count++;
    return original.apply(this, parts);
  };
  return { count: () => count, stop: () => void (prototype.query = original) };
}
