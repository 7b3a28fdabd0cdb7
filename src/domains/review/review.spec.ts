import { randomUUID } from 'node:crypto';
import { eventually } from '../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../test/support/platform.js';
import { AuditRecord } from '../../platform/audit/audit-record.entity.js';
import type { EventFields } from '../../platform/events/domain-event.js';
import { OutboxMessage } from '../../platform/events/outbox-message.entity.js';
import { Receipt } from '../../platform/events/receipt.entity.js';
import {
  type ApplicationAction,
  type ApplicationEvent,
  type ApplicationStatus,
  ApplicationStatusChanged,
  ApplicationSubmitted,
  SignaturePagesSubmitted,
} from '../applications/contracts/index.js';
import { ReviewCase } from './review-case.entity.js';

let platform: TestPlatform;
let baseId: string;
let anna: { id: string; token: string };
let bo: { id: string; token: string };

beforeAll(async () => {
  platform = await startTestPlatform('review');
});
afterAll(() => platform.stop());
beforeEach(() => {
  platform.clock.moveTo(TEST_NOW);
  baseId = randomUUID();
  anna = administrator(baseId);
  bo = administrator(baseId);
});

function administrator(...baseIds: string[]) {
  const id = randomUUID();
  return { id, token: platform.token({ id, roles: ['base_admin'], baseIds }) };
}

const anApplication = (fields: Partial<EventFields<ApplicationEvent>> = {}): EventFields<ApplicationEvent> => ({
  aggregateId: randomUUID(),
  aggregateVersion: 1,
  occurredAt: TEST_NOW.toISOString(),
  traineeId: randomUUID(),
  planId: randomUUID(),
  baseId,
  batchId: randomUUID(),
  specialty: 'clinical',
  revision: 1,
  applicantName: platform.encryption.seal('name', '张小明'),
  maskedApplicantName: '张*明',
  sendingUnit: '示例市妇幼保健院',
  ...fields,
});

const submit = (application: EventFields<ApplicationEvent>) =>
  platform.publish(ApplicationSubmitted, { ...application, resubmitted: application.revision > 1 });

const change = (application: EventFields<ApplicationEvent>, version: number, action: string, to: ApplicationStatus) =>
  platform.publish(ApplicationStatusChanged, {
    ...application,
    aggregateVersion: version,
    action: action as ApplicationAction,
    from: null,
    to,
    previousPlanId: null,
    reason: null,
    idNumber: platform.encryption.seal('id-number', '450103199001011234'),
    photoKey: null,
  });

const caseOf = (application: { aggregateId: string }, stage: 'first' | 'second' = 'first') =>
  eventually(`the ${stage} review's case`, () =>
    platform
      .em()
      .findOneOrFail(
        ReviewCase,
        { applicationId: application.aggregateId, stage },
        { orderBy: { applicationVersion: 'desc' } },
      ),
  );

async function aWaitingCase(fields: Partial<EventFields<ApplicationEvent>> = {}): Promise<ReviewCase> {
  const application = anApplication(fields);
  await submit(application);
  return caseOf(application);
}

const stored = (id: string) => platform.em().findOneOrFail(ReviewCase, { id });
const decisionsOf = (id: string) => platform.em().find(OutboxMessage, { aggregateId: id, name: 'review.case-decided' });
const claim = (id: string, { token }: { token: string }) =>
  platform.call('POST', `/management/reviews/${id}/claim`, { token });
const decide = (id: string, { token }: { token: string }, body: unknown = { outcome: 'passed' }) =>
  platform.call('POST', `/management/reviews/${id}/decision`, { token, body });

describe('the queue', () => {
  it('shows a base’s administrators what was submitted to it, longest waiting first, names masked', async () => {
    const late = await aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    const early = await aWaitingCase({ occurredAt: '2026-11-19T03:00:00Z' });
    const { status, body } = await platform.call('GET', '/management/reviews?state=waiting', { token: anna.token });
    expect(status).toBe(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([early.id, late.id]);
    expect(body.items[0]).toMatchObject({ maskedApplicantName: '张*明', availableActions: ['claim'] });
    expect(JSON.stringify(body)).not.toContain('张小明');
  });

  it('shows nothing of another base, in the list or by its id', async () => {
    const { id } = await aWaitingCase();
    const stranger = administrator(randomUUID());
    expect((await platform.call('GET', '/management/reviews', stranger)).body.items).toEqual([]);
    expect(await platform.call('GET', `/management/reviews/${id}`, stranger)).toMatchObject({ status: 404 });
    expect(await claim(id, stranger)).toMatchObject({ status: 404, body: { code: 'review.case-not-found' } });
    expect((await stored(id)).status).toBe('waiting');
  });

  it('lets the province read, and decide nothing', async () => {
    const { id } = await aWaitingCase();
    const province = { token: platform.token({ roles: ['province_admin'] }) };
    const { body } = await platform.call('GET', `/management/reviews/${id}`, province);
    expect(body).toMatchObject({ id, availableActions: [] });
    expect(body.blockedActions).toContainEqual({ action: 'pass', code: 'access.not-allowed' });
    expect((await claim(id, province)).status).toBe(403);
  });

  it('is filtered by stage, plan, state, age and who holds the case, page by page', async () => {
    const first = await aWaitingCase({ occurredAt: '2026-11-19T03:00:00Z' });
    const second = await aWaitingCase({ occurredAt: '2026-11-20T03:00:00Z' });
    await claim(second.id, anna);
    const idsOf = async (query: string) => {
      const { body } = await platform.call('GET', `/management/reviews?${query}`, { token: anna.token });
      return body.items.map(({ id }: { id: string }) => id);
    };
    expect(await idsOf('stage=second')).toEqual([]);
    expect(await idsOf(`planId=${first.planId}`)).toEqual([first.id]);
    expect(await idsOf('mine=true')).toEqual([second.id]);
    expect(await idsOf('mine=false')).toEqual([first.id, second.id]);
    expect(await idsOf('state=claimed')).toEqual([second.id]);
    expect(await idsOf('submittedBefore=2026-11-20T00:00:00Z')).toEqual([first.id]);
    const page = await platform.call('GET', '/management/reviews?limit=1', { token: anna.token });
    expect(await idsOf(`limit=1&cursor=${encodeURIComponent(page.body.nextCursor)}`)).toEqual([second.id]);

    platform.clock.advance(30 * 60);
    anna.token = platform.token({ id: anna.id, roles: ['base_admin'], baseIds: [baseId] });
    expect(await idsOf('state=waiting')).toEqual([first.id, second.id]);
    expect(await idsOf('mine=true')).toEqual([]);
  });

  it('refuses a filter that it does not know', async () => {
    const { status, body } = await platform.call('GET', '/management/reviews?state=open&mine=perhaps', anna);
    expect(status).toBe(422);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: 'state', code: 'not-in-list' }),
        expect.objectContaining({ pointer: 'mine', code: 'type' }),
      ]),
    );
  });
});

describe('a claim', () => {
  it('has one winner under a race, and the other is told who holds the case until when', async () => {
    const { id } = await aWaitingCase();
    const answers = await Promise.all([claim(id, anna), claim(id, bo)]);
    const lost = answers.find(({ status }) => status === 409);
    const { claimedBy } = await stored(id);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(lost?.body).toMatchObject({
      code: 'review.claimed-by-another',
      claimedBy,
      claimedUntil: '2026-11-23T02:30:00.000Z',
    });
  });

  it('shows everybody what they can do and why not', async () => {
    const { id } = await aWaitingCase();
    expect((await claim(id, anna)).body).toMatchObject({
      status: 'claimed',
      availableActions: ['claim', 'release', 'pass', 'return'],
      blockedActions: [],
    });
    const { body } = await platform.call('GET', `/management/reviews/${id}`, bo);
    expect(body.availableActions).toEqual([]);
    expect(body.blockedActions).toContainEqual({ action: 'claim', code: 'review.claimed-by-another' });
  });

  it('is given back by its holder only', async () => {
    const { id } = await aWaitingCase();
    await claim(id, anna);
    const refused = await platform.call('DELETE', `/management/reviews/${id}/claim`, bo);
    expect(refused).toMatchObject({ status: 409, body: { code: 'review.claimed-by-another' } });
    const released = await platform.call('DELETE', `/management/reviews/${id}/claim`, anna);
    expect(released).toMatchObject({ status: 200, body: { status: 'waiting', claimedBy: null } });
    expect((await claim(id, bo)).status).toBe(200);
  });
});

describe('a decision', () => {
  it('returns a submission with reason and findings, and announces both sealed', async () => {
    const { id, applicationId } = await aWaitingCase();
    await claim(id, anna);
    const findings = [{ pointer: '/attachments/practising-certificate', comment: '请重新扫描' }];
    const { status, body } = await decide(id, anna, { outcome: 'returned', reason: '执业证书不清晰', findings });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'returned', decidedBy: anna.id, reason: '执业证书不清晰', findings });

    const [message] = await decisionsOf(id);
    const payload = message?.payload as { reason: string; findings: { comment: string }[] };
    expect(payload).toMatchObject({
      applicationId,
      stage: 'first',
      outcome: 'returned',
      revision: 1,
      submission: null,
    });
    expect(message?.aggregateVersion).toBe((await stored(id)).version);
    expect(platform.encryption.open('remark', payload.reason)).toBe('执业证书不清晰');
    expect(platform.encryption.open('remark', payload.findings[0]?.comment ?? '')).toBe('请重新扫描');
    expect(JSON.stringify(await stored(id))).not.toContain('执业证书不清晰');
    const audited = await platform.em().findOneOrFail(AuditRecord, { subjectId: id, action: 'decide-review' });
    expect(audited).toMatchObject({ actorId: anna.id, facts: { outcome: 'returned', stage: 'first' } });
  });

  it('needs the claim, and changes nothing without it', async () => {
    const { id } = await aWaitingCase();
    expect(await decide(id, anna)).toMatchObject({ status: 409, body: { code: 'review.not-claimed' } });
    await claim(id, anna);
    platform.clock.advance(30 * 60);
    const later = { token: platform.token({ id: anna.id, roles: ['base_admin'], baseIds: [baseId] }) };
    expect(await decide(id, later)).toMatchObject({ status: 409, body: { code: 'review.not-claimed' } });
    expect(await decisionsOf(id)).toEqual([]);
  });

  it('refuses a return without a reason, and a pass with one', async () => {
    const { id } = await aWaitingCase();
    await claim(id, anna);
    expect(await decide(id, anna, { outcome: 'returned' })).toMatchObject({
      status: 422,
      body: { code: 'review.reason-required', errors: [{ pointer: '/reason', code: 'required' }] },
    });
    expect(await decide(id, anna, { outcome: 'returned', reason: '   ' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reason', code: 'length' }] },
    });
    expect(await decide(id, anna, { outcome: 'passed', reason: '很好' })).toMatchObject({
      status: 422,
      body: { code: 'review.reason-not-expected' },
    });
    const findings = [{ pointer: 'photo', comment: '模糊' }];
    expect((await decide(id, anna, { outcome: 'passed', findings })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/findings/0/pointer', code: 'format' }),
    ]);
    expect(await stored(id)).toMatchObject({ status: 'claimed', decidedAt: null });
  });

  it('is made once: of two that race one stays, and the other is told who decided and when', async () => {
    const { id } = await aWaitingCase();
    await claim(id, anna);
    const answers = await Promise.all([
      decide(id, anna, { outcome: 'passed' }),
      decide(id, anna, { outcome: 'returned', reason: '材料不齐' }),
    ]);
    const [won, lost] = answers.toSorted((one, other) => one.status - other.status);
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    expect(lost?.body).toMatchObject({
      code: 'review.already-decided',
      decidedBy: anna.id,
      decidedAt: TEST_NOW.toISOString(),
      outcome: won?.body.status,
    });
    expect(await decisionsOf(id)).toHaveLength(1);
  });

  it('repeated with the same idempotency key gives the same answer and acts once', async () => {
    const { id } = await aWaitingCase();
    await claim(id, anna);
    const call = () =>
      platform.call('POST', `/management/reviews/${id}/decision`, {
        token: anna.token,
        body: { outcome: 'passed' },
        headers: { 'idempotency-key': `pass-${id}` },
      });
    const [first, again] = [await call(), await call()];
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(await decisionsOf(id)).toHaveLength(1);
  });
});

describe('many decisions at once', () => {
  const decideMany = (decisions: unknown[], headers = {}) =>
    platform.call('POST', '/management/reviews/batch-decisions', { token: anna.token, body: { decisions }, headers });

  it.each([{}, { 'idempotency-key': 'one-batch' }])(
    'succeed and fail each on its own, told in the order of the request (%j)',
    async (headers) => {
      const free = await aWaitingCase();
      const held = await aWaitingCase();
      const other = await aWaitingCase({ baseId: randomUUID() });
      const returned = await aWaitingCase();
      await claim(held.id, bo);
      const { status, body } = await decideMany(
        [
          { caseId: returned.id, outcome: 'returned', reason: '材料不齐' },
          { caseId: held.id, outcome: 'passed' },
          { caseId: free.id, outcome: 'passed' },
          { caseId: other.id, outcome: 'passed' },
          { caseId: free.id, outcome: 'passed' },
          { caseId: held.id, outcome: 'returned' },
        ],
        headers,
      );
      expect(status).toBe(200);
      expect(body.results.map(({ refusal }: any) => refusal?.code ?? null)).toEqual([
        null,
        'review.claimed-by-another',
        null,
        'review.case-not-found',
        'review.already-decided',
        'review.reason-required',
      ]);
      expect(body.results[1].refusal).toMatchObject({ claimedBy: bo.id, claimedUntil: '2026-11-23T02:30:00.000Z' });
      expect((await stored(free.id)).status).toBe('passed');
      expect((await stored(returned.id)).status).toBe('returned');
      expect(await stored(held.id)).toMatchObject({ status: 'claimed', claimedBy: bo.id });
      expect((await stored(other.id)).status).toBe('waiting');
      expect(await decisionsOf(free.id)).toHaveLength(1);
    },
  );

  it('are at most 200', async () => {
    const decisions = Array.from({ length: 201 }, () => ({ caseId: randomUUID(), outcome: 'passed' }));
    expect(await decideMany(decisions)).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    const { body } = await decideMany(decisions.slice(0, 200));
    expect(body.results).toHaveLength(200);
  });
});

describe('a case whose application moves on', () => {
  const settled = (aggregateId: string) =>
    eventually('every event of the application to be applied', async () => {
      const messages = await platform.em().find(OutboxMessage, { aggregateId });
      const receipts = await platform.em().count(Receipt, { messageId: { $in: messages.map(({ id }) => id) } });
      expect(receipts).toBe(messages.length);
    });

  it('closes by itself when the application is withdrawn, also in somebody’s hands', async () => {
    const application = anApplication();
    await submit(application);
    const { id } = await caseOf(application);
    await claim(id, anna);
    await change(application, 2, 'withdraw', 'withdrawn');
    await eventually('the case to be closed', async () =>
      expect(await stored(id)).toMatchObject({ status: 'closed', closedBecause: 'withdrawn', claimedBy: null }),
    );
    expect(await decide(id, anna)).toMatchObject({
      status: 409,
      body: { code: 'review.case-closed', closedBecause: 'withdrawn' },
    });
  });

  it('opens closed when the withdrawal was heard of first', async () => {
    const application = anApplication();
    await change(application, 2, 'withdraw', 'withdrawn');
    await settled(application.aggregateId);
    await submit(application);
    await settled(application.aggregateId);
    expect(await caseOf(application)).toMatchObject({ status: 'closed', closedBecause: 'withdrawn' });
  });

  it('ends the same however the events of one application race', async () => {
    const applications = Array.from({ length: 8 }, () => anApplication());
    await Promise.all(
      applications.flatMap((application) => [
        change(application, 2, 'withdraw', 'withdrawn'),
        submit(application),
        change(application, 1, 'submit', 'submitted'),
      ]),
    );
    for (const application of applications) {
      await settled(application.aggregateId);
      expect(await caseOf(application)).toMatchObject({ status: 'closed', closedBecause: 'withdrawn' });
    }
  });

  it('stays open when older news arrive late', async () => {
    const application = anApplication({ aggregateVersion: 3, revision: 2 });
    await submit(application);
    await change({ ...application, revision: 1 }, 2, 'return-from-first-review', 'first_review_returned');
    await change(application, 3, 'resubmit', 'submitted');
    await settled(application.aggregateId);
    expect((await caseOf(application)).status).toBe('waiting');
  });

  it('stays as it was decided when the application follows the decision', async () => {
    const application = anApplication();
    await submit(application);
    const { id } = await caseOf(application);
    await claim(id, anna);
    await decide(id, anna);
    await change(application, 2, 'pass-first-review', 'first_review_passed');
    await settled(application.aggregateId);
    expect((await stored(id)).status).toBe('passed');
  });
});

describe('the next review of an application', () => {
  it('gets a case of its own with what the one before found', async () => {
    const application = anApplication();
    await submit(application);
    const first = await caseOf(application);
    await claim(first.id, anna);
    const findings = [{ pointer: '/attachments/photo', comment: '请换白底照片' }];
    await decide(first.id, anna, { outcome: 'returned', reason: '照片不合格', findings });
    await submit({ ...application, aggregateVersion: 3, revision: 2 });
    const next = await eventually('the new case', () =>
      platform.em().findOneOrFail(ReviewCase, { applicationId: application.aggregateId, revision: 2 }),
    );
    const { body } = await platform.call('GET', `/management/reviews/${next.id}`, bo);
    expect(body).toMatchObject({
      status: 'waiting',
      reason: null,
      previousReview: { stage: 'first', revision: 1, outcome: 'returned', reason: '照片不合格', findings },
    });
    expect((await platform.call('GET', `/management/reviews/${first.id}`, bo)).body.previousReview).toBeNull();
  });

  it('is a second review for each set of signature pages', async () => {
    const application = anApplication({ aggregateVersion: 5 });
    await platform.publish(SignaturePagesSubmitted, { ...application, submission: 1, pageCount: 2 });
    const second = await caseOf(application, 'second');
    expect(second).toMatchObject({ submission: 1, revision: 1, status: 'waiting' });
    await claim(second.id, anna);
    await decide(second.id, anna, { outcome: 'returned', reason: '缺少公章' });
    expect((await decisionsOf(second.id))[0]?.payload).toMatchObject({ stage: 'second', submission: 1 });
    await platform.publish(SignaturePagesSubmitted, {
      ...application,
      aggregateVersion: 7,
      submission: 2,
      pageCount: 2,
    });
    const next = await eventually('the case of the second set', () =>
      platform.em().findOneOrFail(ReviewCase, { applicationId: application.aggregateId, submission: 2 }),
    );
    expect(next.status).toBe('waiting');
  });
});
