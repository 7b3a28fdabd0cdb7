import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ReviewDesk, type Reviewer } from '../../../../test/support/review-desk.js';
import { TakeBackRefused } from '../../applications/contracts/index.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { TakeBack } from './take-back.entity.js';

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

const MINUTE = 60_000;
const passes = (minutes: number) => platform.clock.moveTo(new Date(TEST_NOW.getTime() + minutes * MINUTE));
const view = async (id: string) => (await platform.call('GET', `/management/reviews/${id}`, anna)).body;

/** A case that Anna passed, with its application where that led it to. */
async function passed(decision: object = { outcome: 'passed' }) {
  const application = desk.anApplication();
  await desk.submit(application);
  const { id } = await desk.caseOf(application);
  await desk.claim(id, anna);
  expect(await desk.decide(id, anna, decision)).toMatchObject({ status: 200 });
  await desk.change(application, 2, 'pass-first-review', 'first_review_passed');
  await desk.settled(application);
  return { application, id };
}

async function reopened() {
  const { application, id } = await passed();
  expect((await desk.takeBack(id, anna)).status).toBe(202);
  await desk.change(application, 3, 'reopen-first-review', 'submitted');
  await desk.settled(application);
  return { application, id };
}

it('is asked for with a reason that is sealed, and leaves the case as it is until the answer comes', async () => {
  const { application, id } = await passed();
  expect(await view(id)).toMatchObject({
    takeBackUntil: '2026-11-23T02:10:00.000Z',
    availableActions: ['take-back'],
    takeBacks: [],
  });
  const { status, body } = await desk.takeBack(id, anna);
  expect({ status, body }).toMatchObject({
    status: 202,
    body: {
      status: 'passed',
      takeBackUntil: null,
      availableActions: [],
      takeBacks: [
        { state: 'asked', reason: '误点通过，须重新核对', outcome: 'passed', settledAt: null, refusal: null },
      ],
    },
  });
  const [event] = await platform.em().find(OutboxMessage, { aggregateId: id, name: 'review.take-back-requested' });
  const payload = event?.payload as { reason: string };
  expect(payload).toMatchObject({
    applicationId: application.aggregateId,
    applicationVersion: 2,
    stage: 'first',
    aggregateVersion: body.version,
  });
  expect(platform.encryption.open('remark', payload.reason)).toBe('误点通过，须重新核对');
  const record = { subjectId: id, action: 'take-back-decision' };
  expect(await platform.em().find(AuditRecord, record)).toMatchObject([{ actorId: anna.id }]);
});

it('opens the case again in the hands of who decided, keeps what was decided, and is decided once more', async () => {
  const { application, id } = await reopened();
  const seen = await view(id);
  expect(seen).toMatchObject({
    status: 'claimed',
    claimedBy: anna.id,
    claimedUntil: '2026-11-23T02:30:00.000Z',
    decidedBy: null,
    decidedAt: null,
    takeBacks: [{ state: 'done', outcome: 'passed', decidedBy: anna.id, settledAt: '2026-11-23T02:00:00.000Z' }],
  });
  expect(await desk.claim(id, bo)).toMatchObject({ status: 409, body: { code: 'review.claimed-by-another' } });
  const decision = { outcome: 'returned', reason: '执业证书已过期' };
  expect(await desk.decide(id, anna, decision)).toMatchObject({ status: 200, body: { status: 'returned' } });
  expect((await desk.decisionsOf(id)).map(({ payload }) => (payload as { outcome: string }).outcome).sort()).toEqual([
    'passed',
    'returned',
  ]);

  // which can be taken back as well, by whoever gave it
  await desk.change(application, 4, 'return-from-first-review', 'first_review_returned');
  await desk.settled(application);
  expect(await desk.takeBack(id, anna, '撤回第二次结论')).toMatchObject({
    status: 202,
    body: { takeBacks: [{ state: 'asked', decisionReason: '执业证书已过期' }, { state: 'done' }] },
  });
});

it('leaves the decision when something was built on it', async () => {
  const { application, id } = await passed();
  await desk.takeBack(id, anna);
  const refused = { aggregateId: application.aggregateId, aggregateVersion: 3, occurredAt: TEST_NOW.toISOString() };
  await platform.publish(TakeBackRefused, { ...refused, caseId: id, refusal: 'applications.superseded' });
  await desk.settled(application);
  expect(await view(id)).toMatchObject({
    status: 'passed',
    decidedBy: anna.id,
    takeBacks: [{ state: 'refused', refusal: 'applications.superseded' }],
  });
  expect(await desk.takeBack(id, anna)).toMatchObject({ status: 409, body: { code: 'review.decision-stands' } });
});

it('closes the case that it opens when the application has been withdrawn meanwhile', async () => {
  const { application, id } = await passed();
  await desk.takeBack(id, anna);
  await desk.change(application, 4, 'withdraw', 'withdrawn');
  await desk.settled(application);
  await desk.change(application, 3, 'reopen-first-review', 'submitted');
  await desk.settled(application);
  expect(await view(id)).toMatchObject({
    status: 'closed',
    closedBecause: 'withdrawn',
    takeBacks: [{ state: 'done' }],
  });
});

describe('is refused, and changes nothing,', () => {
  const refusal = async (id: string, who: Reviewer) => {
    const before = await desk.stored(id);
    const asked = await platform.em().count(TakeBack);
    const { status, body } = await desk.takeBack(id, who);
    expect(status).toBe(409);
    expect(await desk.stored(id)).toEqual(before);
    expect(await platform.em().count(TakeBack)).toBe(asked);
    return body;
  };

  it('of a case that nobody decided', async () => {
    const { id } = await desk.aWaitingCase();
    expect(await refusal(id, anna)).toMatchObject({ code: 'review.not-decided' });
  });

  it('to anybody but who decided', async () => {
    const { id } = await passed();
    expect(await refusal(id, bo)).toMatchObject({ code: 'review.decided-by-another', decidedBy: anna.id });
    const elsewhere = await desk.takeBack(id, desk.administratorOfAnotherBase());
    expect(elsewhere).toMatchObject({ status: 404, body: { code: 'review.case-not-found' } });
  });

  it('ten minutes later', async () => {
    const { id } = await passed();
    passes(10);
    expect(await refusal(id, anna)).toMatchObject({
      code: 'review.take-back-over',
      takeBackUntil: '2026-11-23T02:10:00.000Z',
    });
  });

  it('once the application went on', async () => {
    const { application, id } = await passed();
    await desk.change(application, 3, 'submit-signature-pages', 'signature_submitted');
    await desk.settled(application);
    expect(await refusal(id, anna)).toMatchObject({ code: 'review.decision-stands' });
    expect(await view(id)).toMatchObject({ takeBackUntil: null, availableActions: [] });
  });

  it('when the application took another step than the decision', async () => {
    const application = desk.anApplication();
    await desk.submit(application);
    const { id } = await desk.caseOf(application);
    await desk.claim(id, anna);
    await desk.decide(id, anna);
    await desk.change(application, 2, 'withdraw', 'withdrawn');
    await desk.settled(application);
    expect(await refusal(id, anna)).toMatchObject({ code: 'review.decision-stands' });
  });

  it('before the decision took effect', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    await desk.decide(id, anna);
    expect(await refusal(id, anna)).toMatchObject({ code: 'review.decision-not-effective' });
  });

  it('of a case that closed', async () => {
    const application = desk.anApplication();
    await desk.submit(application);
    const { id } = await desk.caseOf(application);
    await desk.change(application, 2, 'withdraw', 'withdrawn');
    await desk.settled(application);
    expect(await refusal(id, anna)).toMatchObject({ code: 'review.case-closed', closedBecause: 'withdrawn' });
  });
});

it('is asked for once when two ask at the same time', async () => {
  const { id } = await passed();
  const answers = await Promise.all([desk.takeBack(id, anna), desk.takeBack(id, anna)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
  expect(await platform.em().count(TakeBack, { caseId: id })).toBe(1);
});
