import { randomUUID } from 'node:crypto';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { Consumers } from '../../src/platform/events/consumers.js';
import { Subscription } from '../../src/platform/events/subscription.entity.js';
import { withoutValues } from '../../src/platform/observability/without-values.js';
import { eventually } from '../support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';
import { relay, relayDomain, WordSaid } from './relay-domain.js';
import { trials } from './trials-domain.js';

describe('what operators see', () => {
  let platform: TestPlatform;
  const logged: string[] = [];

  beforeAll(async () => {
    platform = await startTestPlatform('none', {}, [trials, relayDomain]);
    const keep = (...parts: unknown[]) => void logged.push(JSON.stringify(parts));
    platform.platform.app.useLogger({ log: keep, error: keep, warn: keep, debug: keep });
  });
  afterAll(() => platform.stop());

  const asOperator = (method: string, path: string, roles: ['system_admin' | 'auditor'] = ['system_admin']) =>
    platform.call(method, `/management/dead-letters${path}`, { token: platform.token({ roles }) });
  const kept = (word: string) => platform.em().count(AuditRecord, { subjectId: word });

  it('an event that failed for good is listed, sent again once, and then applied', async () => {
    relay.fails = true;
    const word = randomUUID();
    await platform.publish(WordSaid, {
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      word,
    });
    await eventually('the consumer failed', async () =>
      expect(
        await platform.em().execute('select 1 from graphile_worker.jobs where last_error is not null'),
      ).toHaveLength(1),
    );
    expect((await asOperator('GET', '')).body.items).toEqual([]);
    // the last of the growing delays is days away
    await platform
      .em()
      .execute('update graphile_worker._private_jobs set attempts = max_attempts where locked_at is null');

    const { body } = await asOperator('GET', '');
    expect(body.items).toEqual([
      expect.objectContaining({ task: 'relay.words', attempts: 25, lastError: 'the consumer is down' }),
    ]);
    const [{ id }] = body.items;
    expect((await asOperator('POST', `/${id}/retry`, ['auditor'])).status).toBe(403);
    expect((await asOperator('POST', '/999999/retry')).body.code).toBe('platform.dead-letter-not-found');

    relay.fails = false;
    expect((await asOperator('POST', `/${id}/retry`)).status).toBe(204);
    expect((await asOperator('POST', `/${id}/retry`)).status).toBe(404);
    await eventually('the word is kept', async () => expect(await kept(word)).toBe(1));
    expect((await asOperator('GET', '')).body.items).toEqual([]);
    expect(await platform.em().count(AuditRecord, { action: 'retry-dead-letter', subjectId: id })).toBe(1);
  });

  it.each(['abc', '1e3', '9223372036854775808', '-1', '1.5'])('a dead letter called %s is refused', async (id) => {
    expect([400, 404, 422]).toContain((await asOperator('POST', `/${encodeURIComponent(id)}/retry`)).status);
  });

  it('a bug is logged with its trace id and stack, without what the caller sent', async () => {
    logged.length = 0;
    const { status, body } = await platform.call('POST', '/trials/bug', {
      body: { word: '13812345678' },
      headers: { authorization: 'Bearer of-secrets' },
    });
    expect([status, body.code]).toEqual([500, 'platform.unexpected']);
    expect(JSON.stringify(body)).not.toContain('13812345678');
    const lines = logged.join('\n');
    expect(lines).toContain(body.traceId);
    expect(lines).toContain('trials-domain');
    expect(lines).not.toContain('13812345678');
    expect(lines).not.toContain('of-secrets');
  });

  it('an error of the database keeps its code and names, and no value', () => {
    const refused = Object.assign(new Error('duplicate key: Key (phone)=(13812345678) already exists'), {
      severity: 'ERROR',
      code: '23505',
      table: 'account',
      constraint: 'account_phone_unique',
      detail: 'Key (phone)=(13812345678)',
    });
    const safe = withoutValues(refused);
    expect(safe.message).toBe('PostgreSQL refused: 23505 account account_phone_unique');
    expect(JSON.stringify({ ...safe }) + safe.stack).not.toContain('13812345678');
    expect(safe.stack).toContain('operators.spec');
    expect(withoutValues('13812345678').message).toBe('string was thrown');
  });

  it('a consumer that changed its event, or is gone, gets no more of the old one', async () => {
    const em = platform.em();
    const rows = () => platform.em().find(Subscription, {}, { orderBy: { consumer: 'asc' } });
    const before = await rows();
    await em.execute(
      `insert into platform.subscription values ('relay.words', 'relay.old-event'), ('relay.gone', 'relay.word-said'), ('elsewhere.words', 'relay.word-said')`,
    );
    await platform.platform.app.get(Consumers).register(['relay', 'trials']);
    expect((await rows()).map(({ consumer, eventName }) => `${consumer} ${eventName}`)).toEqual([
      'elsewhere.words relay.word-said',
      ...before.map(({ consumer, eventName }) => `${consumer} ${eventName}`),
    ]);
  });
});
