import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ReviewDesk, type Reviewer } from '../../../../test/support/review-desk.js';
import { eventually } from '../../../../test/support/eventually.js';
import { StaffAccountChanged } from '../../accounts/contracts/index.js';
import { ApplicationSubmitted, SignaturePagesSubmitted } from '../../applications/contracts/index.js';
import { Reviewer as KnownReviewer } from './reviewer.entity.js';

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
  [anna, bo] = [desk.administrator(), desk.administrator()];
});

const province = () => ({ token: platform.token({ roles: ['province_admin'] }) });
const readRules = async () => (await platform.call('GET', '/management/reviews/rules', anna)).body;
const standard = { limitWorkingDays: 5, differentReviewers: false, reasons: [] };
async function setRules(changes: object, version?: number) {
  const seen = version ?? (await readRules()).version;
  const headers = { 'if-match': `"${seen}"` };
  const body = { ...standard, ...changes };
  return platform.call('PUT', '/management/reviews/rules', { ...province(), body, headers });
}
afterEach(() => setRules({}));

describe('the rules of review', () => {
  it('are five working days and nothing else until the province says so, and every reviewer reads them', async () => {
    expect(await readRules()).toMatchObject(standard);
    const reasons = [
      { stage: 'first', text: '执业证书扫描件不清晰，请重新上传' },
      { stage: 'second', text: '缺少选送单位公章' },
    ];
    expect(await setRules({ limitWorkingDays: 3, reasons })).toMatchObject({ status: 200 });
    expect(await readRules()).toMatchObject({ limitWorkingDays: 3, differentReviewers: false, reasons });
  });

  it('are changed by one of two, by the province alone, and within what makes sense', async () => {
    const { version } = await readRules();
    expect((await setRules({ limitWorkingDays: 4 }, version)).status).toBe(200);
    expect(await setRules({ limitWorkingDays: 9 }, version)).toMatchObject({ status: 412 });
    const headers = { 'if-match': `"${version + 1}"` };
    const ofBase = { ...anna, body: standard, headers };
    expect((await platform.call('PUT', '/management/reviews/rules', ofBase)).status).toBe(403);
    expect((await setRules({ limitWorkingDays: 0 })).body.errors).toMatchObject([{ pointer: '/limitWorkingDays' }]);
    expect(await readRules()).toMatchObject({ limitWorkingDays: 4 });
  });
});

describe('a case that waits', () => {
  it('is late once the working days are over, holidays left out, and then stands out everywhere', async () => {
    // a Tuesday before the week of National Day; the third working day after it is Friday, 9 October
    await setRules({ limitWorkingDays: 3 });
    platform.clock.moveTo(new Date('2026-10-09T15:59:00Z'));
    [anna, bo] = [desk.administrator(anna.id), desk.administrator(bo.id)];
    const { id } = await desk.aWaitingCase({ occurredAt: '2026-09-29T02:00:00Z' });
    const fresh = await desk.aWaitingCase({ occurredAt: '2026-10-09T02:00:00Z' });
    const get = async (path: string) => (await platform.call('GET', `/management/reviews${path}`, anna)).body;
    const dueAt = '2026-10-09T16:00:00.000Z';
    expect(await get(`/${id}`)).toMatchObject({ dueAt, overdue: false });
    expect((await get('?overdue=true')).items).toEqual([]);

    platform.clock.advance(60);
    expect(await get(`/${id}`)).toMatchObject({ dueAt, overdue: true });
    expect((await get('?overdue=true')).items).toMatchObject([{ id, overdue: true }]);
    expect(await get('/counts')).toMatchObject({ open: 2, overdue: 1 });
    expect(await get('/waiting')).toMatchObject({
      limitWorkingDays: 3,
      items: [{ baseId: desk.baseId, open: 2, waiting: 2, overdue: 1, oldestDueAt: dueAt }],
    });

    await desk.claim(id, anna);
    await desk.decide(id, anna);
    // nothing is decided by waiting: the other is where it was
    expect(await get(`/${id}`)).toMatchObject({ dueAt: null, overdue: false });
    expect(await get(`/${fresh.id}`)).toMatchObject({ status: 'waiting' });
  });

  it('is seen by the province among all bases, the longest waiting first', async () => {
    const early = new ReviewDesk(platform);
    await early.aWaitingCase({ occurredAt: '2025-01-02T02:00:00Z' });
    await desk.aWaitingCase({ occurredAt: '2026-11-20T02:00:00Z' });
    const { items } = (await platform.call('GET', '/management/reviews/waiting', province())).body;
    const bases = items.map(({ baseId }: { baseId: string }) => baseId);
    expect(bases.indexOf(early.baseId)).toBe(0);
    expect(bases).toContain(desk.baseId);
    expect((await platform.call('GET', '/management/reviews/waiting', anna)).body.items).toHaveLength(1);
  });
});

describe('a reviewer of the sending unit', () => {
  const worksFor = (reviewer: Reviewer, unit: string | null, aggregateVersion = 1) =>
    platform.publish(StaffAccountChanged, {
      aggregateId: reviewer.id,
      aggregateVersion,
      occurredAt: TEST_NOW.toISOString(),
      roles: ['base_admin'],
      baseIds: [desk.baseId],
      unit,
    });
  const known = (reviewer: Reviewer, unitKey: string | null) =>
    eventually('the unit is known', async () => {
      const [row] = await platform
        .em()
        .execute('select unit_key from review.reviewer where account_id = ?', [reviewer.id]);
      expect(row).toEqual({ unit_key: unitKey });
    });

  it('is kept from its cases, however the unit was typed, and the case goes to a colleague', async () => {
    const own = await desk.aWaitingCase({ occurredAt: '2026-11-19T03:00:00Z', sendingUnit: '示例市 第一医院（ABC）' });
    const other = await desk.aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    await worksFor(anna, ' 示例市第一医院(abc)');
    await known(anna, '示例市第一医院(abc)');
    const refusal = { status: 409, body: { code: 'review.conflict-of-interest' } };
    expect(await desk.claim(own.id, anna)).toMatchObject(refusal);
    expect((await desk.next(anna)).body.id).toBe(other.id);
    const shown = (await platform.call('GET', `/management/reviews/${own.id}`, anna)).body;
    expect(shown.availableActions).toEqual([]);
    expect(shown.blockedActions).toContainEqual({ action: 'claim', code: 'review.conflict-of-interest' });
    const decisions = [{ caseId: own.id, version: 1, outcome: 'passed' }];
    const batch = await platform.call('POST', '/management/reviews/batch-decisions', { ...anna, body: { decisions } });
    expect(batch.body.results).toMatchObject([{ refusal: { code: 'review.conflict-of-interest' } }]);

    expect((await desk.next(bo)).body.id).toBe(own.id);
    expect(await desk.takeOver(own.id, anna)).toMatchObject(refusal);
    expect((await desk.decide(own.id, bo)).status).toBe(200);
  });

  it('is one by the latest that was heard, in whatever order', async () => {
    const { id } = await desk.aWaitingCase({ sendingUnit: '示例县人民医院' });
    await worksFor(anna, '别的医院', 3);
    await worksFor(anna, '示例县人民医院', 2);
    await known(anna, '别的医院');
    expect((await desk.claim(id, anna)).status).toBe(200);
    await worksFor(anna, '示例县人民医院', 4);
    await known(anna, '示例县人民医院');
    // found out with the case in hand: it can be given back and nothing else
    for (const act of ['renew', 'decide'] as const) {
      expect(await desk[act](id, anna)).toMatchObject({ status: 409, body: { code: 'review.conflict-of-interest' } });
    }
    expect(await desk.decisionsOf(id)).toEqual([]);
    expect((await desk.release(id, anna)).status).toBe(200);
  });
});

describe('a reviewer who is the applicant', () => {
  const ID_NUMBER = '450103199001011234';

  it('is kept from that case alone', async () => {
    const sealed = () => platform.encryption.seal('id-number', ID_NUMBER);
    const own = desk.anApplication({ occurredAt: '2026-11-19T03:00:00Z' });
    await platform.publish(ApplicationSubmitted, { ...own, resubmitted: false, idNumber: sealed() });
    const { id } = await desk.caseOf(own);
    const unknown = await desk.aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    await platform.publish(StaffAccountChanged, {
      ...{ aggregateId: anna.id, aggregateVersion: 1, occurredAt: TEST_NOW.toISOString() },
      ...{ roles: ['base_admin'], baseIds: [desk.baseId], unit: null, idNumber: sealed() },
    });
    await eventually('who Anna is', async () =>
      expect(await platform.em().count(KnownReviewer, { accountId: anna.id, personKey: { $ne: null } })).toBe(1),
    );
    expect((await desk.claim(id, anna)).body).toMatchObject({ code: 'review.conflict-of-interest' });
    expect((await desk.next(anna)).body.id).toBe(unknown.id);
    expect((await desk.claim(id, bo)).status).toBe(200);
    expect(JSON.stringify(await desk.stored(id))).not.toContain(ID_NUMBER);
  });
});

describe('two reviews by two people, when the province asks for that', () => {
  async function secondReviewAfter(reviewer: Reviewer): Promise<string> {
    const application = desk.anApplication();
    await desk.submit(application);
    const first = await desk.caseOf(application);
    await desk.claim(first.id, reviewer);
    await desk.decide(first.id, reviewer);
    await platform.publish(SignaturePagesSubmitted, {
      ...application,
      aggregateVersion: 3,
      submission: 1,
      pageCount: 1,
    });
    return (await desk.caseOf(application, 'second')).id;
  }

  it('keeps who passed the first from the second, in every way that leads to it', async () => {
    const id = await secondReviewAfter(anna);
    await setRules({ differentReviewers: true });
    const refusal = { status: 409, body: { code: 'review.same-reviewer' } };
    expect(await desk.claim(id, anna)).toMatchObject(refusal);
    expect((await desk.next(anna)).body.code).toBe('review.nothing-waits');
    const decisions = [{ caseId: id, version: 1, outcome: 'passed' }];
    const batch = await platform.call('POST', '/management/reviews/batch-decisions', { ...anna, body: { decisions } });
    expect(batch.body.results).toMatchObject([{ decided: false, refusal: { code: 'review.same-reviewer' } }]);
    const shown = (await platform.call('GET', `/management/reviews/${id}`, anna)).body;
    expect(shown.availableActions).toEqual([]);

    expect((await desk.next(bo)).body.id).toBe(id);
    expect(await desk.takeOver(id, anna)).toMatchObject(refusal);
    expect((await desk.decide(id, bo)).status).toBe(200);
  });

  it('is found out when the rule comes while the case is held, which can still be given back', async () => {
    const id = await secondReviewAfter(anna);
    await desk.claim(id, anna);
    await setRules({ differentReviewers: true });
    const refusal = { status: 409, body: { code: 'review.same-reviewer' } };
    expect(await desk.decide(id, anna)).toMatchObject(refusal);
    expect(await desk.renew(id, anna)).toMatchObject(refusal);
    expect((await desk.release(id, anna)).status).toBe(200);
  });

  it('is no matter otherwise', async () => {
    const id = await secondReviewAfter(anna);
    expect((await desk.claim(id, anna)).status).toBe(200);
    expect((await desk.decide(id, anna)).status).toBe(200);
  });
});
