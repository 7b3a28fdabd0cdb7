import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../src/platform/audit/record-audit.js';
import { AuditRecord } from '../../src/platform/audit/audit-record.entity.js';
import { type Answer, startTestPlatform, TEST_NOW, type TestPlatform } from '../support/platform.js';
import { trials } from './trials-domain.js';

const encoded = (cursor: unknown) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

describe('keyset pages', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform('none', {}, [trials]);
    await platform.em().transactional((em) => {
      for (let index = 0; index < 12; index++) {
        const actor = index % 3 === 0 ? 'anyone' : { id: randomUUID(), roles: ['trainee' as const] };
        const at = new Date(TEST_NOW.getTime() + Math.floor(index / 4));
        recordAudit(em, actor, { action: 'look', subjectType: 'trial', subjectId: String(index), at });
      }
      return Promise.resolve();
    });
  });
  afterAll(() => platform.stop());

  it.each([1, 2, 5, 12])(
    'show everything once with %d a page, empty and equal values of the order too',
    async (limit) => {
      const whole = await platform
        .em()
        .find(AuditRecord, {}, { orderBy: { actorId: 'asc', occurredAt: 'desc', id: 'asc' } });
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < 20; page++) {
        const { status, body }: Answer = await platform.call(
          'GET',
          `/trials?limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        expect(status).toBe(200);
        seen.push(...body.items.map((item: any) => item.id));
        cursor = body.nextCursor;
      }
      expect(seen).toEqual(whole.map(({ id }) => id));
    },
  );

  const id = randomUUID();
  it.each([
    ['no base64', '%%%'],
    ['no list', encoded({ a: 1 })],
    ['a list too short', encoded([null])],
    ['a list of numbers', encoded([1, 2, 3])],
    ['text that is no UUID', encoded(['x', '2026-11-23T02:00:00Z', id])],
    ['text that is no instant', encoded([id, 'tomorrow', id])],
    ['a year that no column holds', encoded([id, '+275760-09-13T00:00:00.000Z', id])],
    ['an instant that is a truth value', encoded([id, true, id])],
    ['an operator for a value', encoded([{ $ne: null }, { $gt: 1 }, { $like: '%' }])],
    ['a list for a value', encoded([[id], [1], [id]])],
    ['a NUL character', encoded(['\0', '\0', '\0'])],
    ['SQL', encoded(["' or 1=1 --", "'", "\\'"])],
  ])('refuse a cursor that is %s', async (_, cursor) => {
    const { status, body } = await platform.call('GET', `/trials?cursor=${encodeURIComponent(cursor)}`);
    expect([status, body.code, body.errors?.[0]]).toEqual([
      422,
      'request.invalid',
      expect.objectContaining({ pointer: 'cursor', code: 'format' }),
    ]);
  });
});
