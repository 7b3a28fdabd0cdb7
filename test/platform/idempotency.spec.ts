import { randomUUID } from 'node:crypto';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { IdempotencyKey } from '../../src/platform/idempotency/idempotency-key.entity.js';
import { startTestPlatform, type TestPlatform } from '../support/platform.js';
import { trials } from './trials-domain.js';

describe('a repeated request', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform('none', { DATABASE_POOL_SIZE: '4' }, [trials]);
  });
  afterAll(() => platform.stop());

  const keyed = (path: string, word: string, key: string) =>
    platform.call('POST', path, { body: { word }, headers: { 'idempotency-key': key } });
  const deeds = (subjectId: string) => platform.em().count(AuditRecord, { subjectId });

  it('gets the same answer with its ETag, times written alike', async () => {
    const key = randomUUID();
    const first = await keyed('/trials/dated', 'dated', key);
    const again = await keyed('/trials/dated', 'dated', key);
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([201, first.body, '"3"']);
    expect(first.headers.get('etag')).toBe('"3"');
    expect(await deeds('dated')).toBe(1);
  });

  it('gets an empty answer again where the first was empty', async () => {
    const key = randomUUID();
    const answers = [await keyed('/trials/silent', 'silent', key), await keyed('/trials/silent', 'silent', key)];
    expect(answers.map(({ status, body }) => [status, body.length])).toEqual([
      [204, 0],
      [204, 0],
    ]);
    expect(await deeds('silent')).toBe(1);
  });

  it('acts where the first, which came at the same time, was refused', async () => {
    const key = randomUUID();
    const answers = await Promise.all([
      keyed('/trials/counted', 'refused', key),
      keyed('/trials/counted', 'right', key),
      keyed('/trials/counted', 'refused', key),
    ]);
    const [one, right, other] = answers.map(({ status }) => status);
    expect(right).toBe(201);
    // refused by itself, or told that the key has been used by then
    for (const status of [one, other]) expect([409, 422]).toContain(status);
  });

  it('counts each try that was refused, though nothing else of it stays', async () => {
    const key = randomUUID();
    const before = await deeds('counted refused');
    for (let i = 0; i < 3; i++) expect((await keyed('/trials/counted', 'refused', key)).status).toBe(409);
    expect(await deeds('counted refused')).toBe(before + 3);
    expect(await platform.em().count(IdempotencyKey, { key })).toBe(0);
  });

  it('is never stuck: twenty at once that each ask for a second connection share a pool of four', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => keyed('/trials/counted', `crowd ${index}`, randomUUID())),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  });

  it('may have a URL of any length, which is part of what the key stands for', async () => {
    const key = randomUUID();
    const url = `/trials/silent?${'x'.repeat(1000)}`;
    expect((await keyed(url, 'long', key)).status).toBe(204);
    expect((await keyed(url, 'long', key)).status).toBe(204);
    expect((await keyed(`${url}y`, 'long', key)).body.code).toBe('request.idempotency-key-reused');
    expect(await deeds('long')).toBe(1);
  });

  it('is told from that of another caller with the same key', async () => {
    const key = randomUUID();
    const send = (token?: string) =>
      platform.call('POST', '/trials/mine', { token, body: { word: 'mine' }, headers: { 'idempotency-key': key } });
    const [one, other] = [platform.token({ roles: ['trainee'] }), platform.token({ roles: ['trainee'] })];
    expect([(await send(one)).status, (await send(other)).status, (await send(one)).status]).toEqual([201, 201, 201]);
    expect(await deeds('mine')).toBe(2);
  });

  it('leaves no hash behind that its passwords could be tried against', async () => {
    const key = randomUUID();
    await keyed('/trials/silent', 'secret', key);
    const kept = await platform.em().findOneOrFail(IdempotencyKey, { key });
    const text = `/api/v1/trials/silent ${JSON.stringify({ word: 'secret' })}`;
    expect(kept.requestHash).toBe(platform.encryption.index('form', text));
  });

  it('is refused in the end, not left waiting, when its own transaction waits for its other one', async () => {
    const started = performance.now();
    const { status, body } = await keyed('/trials/tangled', 'knot', randomUUID());
    expect([status, body.code]).toEqual([409, 'request.concurrent-change']);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(await deeds('knot')).toBe(0);
  });
});
