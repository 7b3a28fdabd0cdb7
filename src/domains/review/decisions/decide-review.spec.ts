import { randomUUID } from 'node:crypto';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ReviewDesk, type Reviewer } from '../../../../test/support/review-desk.js';
import { eventually } from '../../../../test/support/eventually.js';
import { SignaturePagesSubmitted } from '../../applications/contracts/index.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { ReviewCase } from '../cases/review-case.entity.js';

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

describe('a claim', () => {
  it('has one winner under a race, and the other is told who holds the case until when', async () => {
    const { id } = await desk.aWaitingCase();
    const answers = await Promise.all([desk.claim(id, anna), desk.claim(id, bo)]);
    const lost = answers.find(({ status }) => status === 409);
    const { claimedBy } = await desk.stored(id);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(lost?.body).toMatchObject({
      code: 'review.claimed-by-another',
      claimedBy,
      claimedUntil: '2026-11-23T02:30:00.000Z',
    });
  });

  it('shows everybody what they can do and why not', async () => {
    const { id } = await desk.aWaitingCase();
    expect((await desk.claim(id, anna)).body).toMatchObject({
      status: 'claimed',
      availableActions: ['claim', 'renew', 'release', 'pass', 'return'],
      blockedActions: [
        { action: 'take-over', code: 'review.held-by-yourself' },
        { action: 'take-back', code: 'review.not-decided' },
      ],
    });
    const { body } = await platform.call('GET', `/management/reviews/${id}`, bo);
    expect(body.availableActions).toEqual(['take-over']);
    expect(body.blockedActions).toContainEqual({ action: 'claim', code: 'review.claimed-by-another' });
  });

  it('is given back by its holder only', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    const refused = await platform.call('DELETE', `/management/reviews/${id}/claim`, bo);
    expect(refused).toMatchObject({ status: 409, body: { code: 'review.claimed-by-another' } });
    const released = await platform.call('DELETE', `/management/reviews/${id}/claim`, anna);
    expect(released).toMatchObject({ status: 200, body: { status: 'waiting', claimedBy: null } });
    const again = await platform.call('DELETE', `/management/reviews/${id}/claim`, anna);
    expect(again).toMatchObject({ status: 409, body: { code: 'review.not-claimed' } });
    expect((await desk.claim(id, bo)).status).toBe(200);
  });
});

describe('a decision', () => {
  it('returns a submission with reason and findings, and announces both sealed', async () => {
    const { id, applicationId } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    const findings = [{ pointer: '/attachments/practising-certificate', comment: '请重新扫描' }];
    const { status, body } = await desk.decide(id, anna, { outcome: 'returned', reason: '执业证书不清晰', findings });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'returned', decidedBy: anna.id, reason: '执业证书不清晰', findings });

    const [message] = await desk.decisionsOf(id);
    const payload = message?.payload as { reason: string; findings: { comment: string }[] };
    expect(payload).toMatchObject({
      applicationId,
      stage: 'first',
      outcome: 'returned',
      revision: 1,
      submission: null,
    });
    expect(message?.aggregateVersion).toBe((await desk.stored(id)).version);
    expect(platform.encryption.open('remark', payload.reason)).toBe('执业证书不清晰');
    expect(platform.encryption.open('remark', payload.findings[0]?.comment ?? '')).toBe('请重新扫描');
    expect(JSON.stringify(await desk.stored(id))).not.toContain('执业证书不清晰');
    const audited = await platform.em().findOneOrFail(AuditRecord, { subjectId: id, action: 'decide-review' });
    expect(audited).toMatchObject({ actorId: anna.id, facts: { outcome: 'returned', stage: 'first' } });
  });

  it('needs the claim, and changes nothing without it', async () => {
    const { id } = await desk.aWaitingCase();
    expect(await desk.decide(id, anna)).toMatchObject({ status: 409, body: { code: 'review.not-claimed' } });
    await desk.claim(id, anna);
    platform.clock.advance(30 * 60);
    const later = desk.administrator(anna.id);
    expect(await desk.decide(id, later)).toMatchObject({ status: 409, body: { code: 'review.not-claimed' } });
    expect(await desk.decisionsOf(id)).toEqual([]);
  });

  it('refuses a return without a reason, and a pass with one', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    expect(await desk.decide(id, anna, { outcome: 'returned' })).toMatchObject({
      status: 422,
      body: { code: 'review.reason-required', errors: [{ pointer: '/reason', code: 'required' }] },
    });
    expect(await desk.decide(id, anna, { outcome: 'returned', reason: '   ' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reason', code: 'length' }] },
    });
    expect(await desk.decide(id, anna, { outcome: 'passed', reason: '很好' })).toMatchObject({
      status: 422,
      body: { code: 'review.reason-not-expected' },
    });
    const findings = [{ pointer: 'photo', comment: '模糊' }];
    expect((await desk.decide(id, anna, { outcome: 'passed', findings })).body.errors).toEqual([
      expect.objectContaining({ pointer: '/findings/0/pointer', code: 'format' }),
    ]);
    expect(await desk.stored(id)).toMatchObject({ status: 'claimed', decidedAt: null });
  });

  it('is made once: of two that race one stays, and the other is told who decided and when', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    const answers = await Promise.all([
      desk.decide(id, anna, { outcome: 'passed' }),
      desk.decide(id, anna, { outcome: 'returned', reason: '材料不齐' }),
    ]);
    const [won, lost] = answers.toSorted((one, other) => one.status - other.status);
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    expect(lost?.body).toMatchObject({
      code: 'review.already-decided',
      decidedBy: anna.id,
      decidedAt: TEST_NOW.toISOString(),
      outcome: won?.body.status,
    });
    expect(await desk.decisionsOf(id)).toHaveLength(1);
  });

  it('repeated with the same idempotency key gives the same answer and acts once', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    const call = () =>
      desk.decide(id, anna, { outcome: 'passed' }, { version: 2, headers: { 'idempotency-key': `pass-${id}` } });
    const [first, again] = [await call(), await call()];
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(await desk.decisionsOf(id)).toHaveLength(1);
  });
});

describe('many decisions at once', () => {
  const decideMany = (decisions: unknown[], headers = {}) =>
    platform.call('POST', '/management/reviews/batch-decisions', { token: anna.token, body: { decisions }, headers });

  it.each([{}, { 'idempotency-key': 'one-batch' }])(
    'succeed and fail each on its own, told in the order of the request (%j)',
    async (headers) => {
      const free = await desk.aWaitingCase();
      const held = await desk.aWaitingCase();
      const other = await desk.aWaitingCase({ baseId: randomUUID() });
      const returned = await desk.aWaitingCase();
      await desk.claim(held.id, bo);
      const unseen = await desk.aWaitingCase();
      await desk.claim(unseen.id, bo);
      await desk.release(unseen.id, bo);
      const { status, body } = await decideMany(
        [
          { caseId: returned.id, version: 1, outcome: 'returned', reason: '材料不齐' },
          { caseId: held.id, version: 2, outcome: 'passed' },
          { caseId: free.id, version: 1, outcome: 'passed' },
          { caseId: other.id, version: 1, outcome: 'passed' },
          { caseId: free.id, version: 1, outcome: 'passed' },
          { caseId: held.id, version: 2, outcome: 'returned' },
          { caseId: unseen.id, version: 1, outcome: 'passed' },
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
        'request.stale-version',
      ]);
      expect(body.results[1].refusal).toMatchObject({ claimedBy: bo.id, claimedUntil: '2026-11-23T02:30:00.000Z' });
      expect((await desk.stored(free.id)).status).toBe('passed');
      expect((await desk.stored(returned.id)).status).toBe('returned');
      expect(await desk.stored(held.id)).toMatchObject({ status: 'claimed', claimedBy: bo.id });
      expect((await desk.stored(other.id)).status).toBe('waiting');
      expect(await desk.decisionsOf(free.id)).toHaveLength(1);
    },
  );

  it('are at most 200', async () => {
    const decisions = Array.from({ length: 201 }, () => ({ caseId: randomUUID(), version: 1, outcome: 'passed' }));
    expect(await decideMany(decisions)).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
    const { body } = await decideMany(decisions.slice(0, 200));
    expect(body.results).toHaveLength(200);
  });
});

describe('a decision needs the version that was seen', () => {
  it('and is refused without one, or once the case has been in other hands', async () => {
    const { id } = await desk.aWaitingCase();
    const seen = (await desk.claim(id, anna)).body;
    const path = `/management/reviews/${id}/decision`;
    expect(await platform.call('POST', path, { token: anna.token, body: { outcome: 'passed' } })).toMatchObject({
      status: 428,
      body: { code: 'request.version-required' },
    });
    await desk.release(id, anna);
    await desk.claim(id, bo);
    await desk.release(id, bo);
    await desk.claim(id, anna);
    expect(await desk.decide(id, anna, { outcome: 'passed' }, { version: seen.version })).toMatchObject({
      status: 412,
      body: { code: 'request.stale-version', currentVersion: 6 },
    });
    expect((await desk.stored(id)).status).toBe('claimed');
    // who only keeps the case open has seen it as it is
    const kept = await desk.renew(id, anna);
    expect(kept.body.version).toBe(6);
    expect(await desk.decide(id, anna, { outcome: 'passed' }, { version: 6 })).toMatchObject({ status: 200 });
  });
});

describe('verdicts on documents', () => {
  const [photo, licence] = [randomUUID(), randomUUID()];

  it('are kept, so that the next review starts from the last of each file', async () => {
    const application = desk.anApplication();
    await desk.submit(application);
    const first = await desk.caseOf(application);
    await desk.claim(first.id, anna);
    const documents = [
      { fileId: photo, verdict: 'accepted' },
      { fileId: licence, verdict: 'rejected', comment: '看不清编号' },
    ];
    const { body } = await desk.decide(first.id, anna, { outcome: 'returned', reason: '执业证不清晰', documents });
    expect(body.documents).toEqual([{ ...documents[0], comment: null }, documents[1]]);
    expect(JSON.stringify((await desk.decisionsOf(first.id))[0]?.payload)).not.toContain(licence);
    expect(JSON.stringify((await desk.stored(first.id)).documents)).not.toContain('看不清');

    await desk.submit({ ...application, aggregateVersion: 3, revision: 2 });
    const next = await eventually('the next case', () =>
      platform.em().findOneOrFail(ReviewCase, { applicationId: application.aggregateId, revision: 2 }),
    );
    const given = { stage: 'first', revision: 1, decidedAt: TEST_NOW.toISOString() };
    const view = (await platform.call('GET', `/management/reviews/${next.id}`, anna)).body;
    expect(view).toMatchObject({
      documents: [],
      earlierDocuments: [
        { fileId: photo, verdict: 'accepted', comment: null, ...given },
        { fileId: licence, verdict: 'rejected', comment: '看不清编号', ...given },
      ],
    });
    await desk.claim(next.id, anna);
    await desk.decide(next.id, anna, { outcome: 'passed', documents: [{ fileId: licence, verdict: 'accepted' }] });

    const second = { ...application, aggregateVersion: 5, revision: 2 };
    await platform.publish(SignaturePagesSubmitted, { ...second, submission: 1, pageCount: 1 });
    const { id } = await desk.caseOf(application, 'second');
    expect((await platform.call('GET', `/management/reviews/${id}`, anna)).body.earlierDocuments).toMatchObject([
      { fileId: licence, verdict: 'accepted', revision: 2 },
      { fileId: photo, verdict: 'accepted', revision: 1 },
    ]);
  });

  it('that contradict the outcome or each other are refused', async () => {
    const { id } = await desk.aWaitingCase();
    await desk.claim(id, anna);
    const rejected = { fileId: licence, verdict: 'rejected' };
    expect(await desk.decide(id, anna, { outcome: 'passed', documents: [rejected] })).toMatchObject({
      status: 422,
      body: {
        code: 'review.verdict-not-possible',
        errors: [{ pointer: '/documents/0/verdict', code: 'document-rejected' }],
      },
    });
    const twice = {
      outcome: 'returned',
      reason: '材料不齐',
      documents: [rejected, { ...rejected, verdict: 'accepted' }],
    };
    expect((await desk.decide(id, anna, twice)).body.errors).toMatchObject([
      { pointer: '/documents/1/fileId', code: 'repeated' },
    ]);
    expect((await desk.stored(id)).status).toBe('claimed');

    await desk.decide(id, anna, { outcome: 'passed', documents: [{ fileId: licence, verdict: 'accepted' }] });
    const rejects = `update review.review_case set documents = jsonb_set(documents, '{0,verdict}', '"rejected"') where id = ?`;
    await expect(platform.em().execute(rejects, [id])).rejects.toThrow('review_case_passed_without_rejection');
  });
});
