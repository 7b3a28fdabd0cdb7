import { randomUUID } from 'node:crypto';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ReviewDesk, type Reviewer } from '../../../../test/support/review-desk.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';

let platform: TestPlatform;
let desk: ReviewDesk;
let anna: Reviewer;
let bo: Reviewer;

beforeAll(async () => {
  platform = await startTestPlatform('review');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.clock.moveTo(TEST_NOW);
  desk = new ReviewDesk(platform);
  anna = desk.administrator();
  bo = desk.administrator();
});

const auditOf = async (id: string) =>
  (await platform.em().find(AuditRecord, { subjectId: id }, { orderBy: { action: 'asc' } })).map(
    ({ action, actorId }) => [action, actorId],
  );

describe('a heartbeat', () => {
  it('keeps the case for another half hour, and is no new version of it', async () => {
    const { id } = await desk.aWaitingCase();
    const claimed = (await desk.claim(id, anna)).body;
    platform.clock.advance(29 * 60);
    anna = desk.administrator(anna.id);
    const kept = await desk.renew(id, anna);
    expect(kept).toMatchObject({ status: 200, body: { claimedUntil: '2026-11-23T02:59:00.000Z' } });
    expect(kept.body.version).toBe(claimed.version);
    expect((await auditOf(id)).map(([action]) => action)).toEqual(['claim-review', 'open-review']);
  });

  it('takes nothing back that ran out or went to somebody else', async () => {
    const { id } = await desk.aWaitingCase();
    expect((await desk.renew(id, anna)).body.code).toBe('review.not-claimed');
    await desk.claim(id, anna);
    platform.clock.advance(30 * 60);
    [anna, bo] = [desk.administrator(anna.id), desk.administrator(bo.id)];
    expect((await desk.renew(id, anna)).body.code).toBe('review.not-claimed');
    await desk.claim(id, bo);
    expect((await desk.renew(id, anna)).body).toMatchObject({ code: 'review.claimed-by-another', claimedBy: bo.id });
    await desk.decide(id, bo);
    expect((await desk.renew(id, bo)).body.code).toBe('review.already-decided');
  });
});

describe('a take-over', () => {
  it('moves the case to a colleague with the reason, and the former holder is told at the next step', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    const taken = await desk.takeOver(id, bo, '安医生今日手术');
    expect(taken).toMatchObject({ status: 200, body: { claimedBy: bo.id, takeOverReason: '安医生今日手术' } });
    expect((await desk.stored(id)).takeOverReason).not.toContain('安');
    expect((await desk.decide(id, anna)).body).toMatchObject({ code: 'review.claimed-by-another', claimedBy: bo.id });
    expect(await auditOf(id)).toEqual([
      ['claim-review', anna.id],
      ['open-review', null],
      ['take-over-review', bo.id],
    ]);
    await desk.release(id, bo);
    expect((await desk.claim(id, anna)).body.takeOverReason).toBeNull();
  });

  it('needs a reason and somebody to take it from', async () => {
    const { id } = await desk.aWaitingCase();
    expect((await desk.takeOver(id, anna)).body.code).toBe('review.not-claimed');
    await desk.claim(id, anna);
    expect((await desk.takeOver(id, anna)).body.code).toBe('review.held-by-yourself');
    expect(await desk.takeOver(id, bo, ' ')).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    expect((await desk.takeOver(id, desk.administratorOfAnotherBase())).status).toBe(404);
    expect((await desk.stored(id)).claimedBy).toBe(anna.id);
    await desk.decide(id, anna);
    expect((await desk.takeOver(id, bo)).body.code).toBe('review.already-decided');
  });

  it('has one winner when two take over at once', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    const cy = desk.administrator();
    await Promise.all([desk.takeOver(id, bo), desk.takeOver(id, cy)]);
    const { claimedBy, version } = await desk.stored(id);
    expect([bo.id, cy.id]).toContain(claimedBy);
    // one after the other: the second took it from the first
    expect(version).toBe(4);
  });
});

describe('the next case', () => {
  it('is the one that waits longest, among what was asked for', async () => {
    const late = await desk.aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    const early = await desk.aWaitingCase({ occurredAt: '2026-11-19T03:00:00Z', specialty: 'nursing' });
    const other = await desk.aWaitingCase({ occurredAt: '2026-11-18T03:00:00Z', baseId: randomUUID() });
    expect((await desk.next(anna, { specialty: 'clinical' })).body).toMatchObject({ id: late.id, claimedBy: anna.id });
    expect((await desk.next(bo)).body).toMatchObject({ id: early.id, claimedBy: bo.id });
    expect(await desk.next(anna)).toMatchObject({ status: 409, body: { code: 'review.nothing-waits' } });
    expect((await desk.next(anna, { batchId: randomUUID() })).body.code).toBe('review.nothing-waits');
    expect((await desk.stored(other.id)).status).toBe('waiting');
    platform.clock.advance(30 * 60);
    expect((await desk.next(desk.administrator(anna.id))).body.id).toBe(early.id);
  });

  it('is another one for each who asks at once', async () => {
    const waiting = await Promise.all(Array.from({ length: 6 }, () => desk.aWaitingCase()));
    const answers = await Promise.all(Array.from({ length: 8 }, () => desk.next(desk.administrator())));
    const got = answers.filter(({ status }) => status === 200).map(({ body }) => body.id);
    expect(got.toSorted()).toEqual(waiting.map(({ id }) => id).toSorted());
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
  });
});
