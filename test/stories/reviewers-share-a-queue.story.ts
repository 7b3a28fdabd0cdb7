import {
  changeReviewRules,
  claimNextReview,
  countReviews,
  getReviewRules,
  listWaitingReviews,
  renewClaim,
  takeOverReview,
} from '../../openapi/client/management/index.js';
import { StaffAccountChanged } from '../../src/domains/accounts/contracts/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { DAY, later, People, type Plan } from '../support/people.js';

describe('审核', () => {
  let people: People;
  let anna: BaseAdmin;
  let bo: BaseAdmin;
  let plan: Plan;
  beforeAll(async () => {
    people = await People.gather();
    anna = await people.base('南宁基地');
    bo = people.adminOf(anna.baseId);
    plan = await people.plan(anna, await people.batch('2026 年度', later(-DAY), later(30 * DAY)));
  });
  afterAll(() => people.part());

  const applicant = async () => {
    const trainee = await (await people.trainee()).fillsIn();
    return { trainee, application: await trainee.submits(plan) };
  };
  const next = ({ client }: BaseAdmin) => answerOf(claimNextReview({ client, body: {} }));
  const counts = ({ client }: BaseAdmin) => answerOf(countReviews({ client }));

  it('two reviewers take one after another, keep, hand over and decide; the trainees see only what was decided', async () => {
    const [early, late] = [await applicant(), await applicant()];
    await people.settled();
    expect(await counts(anna)).toMatchObject({ open: 2, waiting: 2, mine: 0, first: 2, plans: [{ planId: plan.id }] });

    const [ofAnna, ofBo] = [await next(anna), await next(bo)];
    expect([ofAnna.applicationId, ofBo.applicationId].toSorted()).toEqual(
      [early.application.id, late.application.id].toSorted(),
    );
    await expect(next(bo)).rejects.toMatchObject({ status: 409, problem: { code: 'review.nothing-waits' } });
    expect(await counts(bo)).toMatchObject({ open: 2, claimed: 2, mine: 1 });
    const path = { id: ofAnna.id };
    expect(await answerOf(renewClaim({ client: anna.client, path }))).toMatchObject({ version: ofAnna.version });

    // anna is called away, and learns what has become of her case when she comes back
    const taken = await answerOf(takeOverReview({ client: bo.client, path, body: { reason: '同事会诊' } }));
    expect(taken).toMatchObject({ claimedBy: bo.id, takeOverReason: '同事会诊' });
    await expect(anna.decides(ofAnna, { outcome: 'passed' })).rejects.toMatchObject({
      problem: { code: 'review.claimed-by-another', claimedBy: bo.id },
    });
    await bo.decides(ofAnna, { outcome: 'passed' });
    await bo.decides(ofBo, { outcome: 'passed' });
    await early.trainee.reaches(early.application, 'first_review_passed');
    await late.trainee.reaches(late.application, 'first_review_passed');
    expect(JSON.stringify(await early.trainee.timeline(early.application))).not.toContain(bo.id);
    expect(await counts(anna)).toMatchObject({ open: 0 });
  });

  it('what was returned comes back with what was found and what became of it', async () => {
    const { trainee, application } = await applicant();
    const { attachments } = await anna.reads(application, 1);
    const [photo, licence] = attachments.toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
    const { id } = await anna.caseOf(application);
    await anna.claims({ id });
    await anna.decides(
      { id },
      {
        outcome: 'returned',
        reason: '执业证书不清晰',
        findings: [{ pointer: `/attachments/${licence?.kind}`, comment: '请重新扫描' }],
        documents: [
          { fileId: photo?.id ?? '', verdict: 'accepted' },
          { fileId: licence?.id ?? '', verdict: 'rejected', comment: '看不清编号' },
        ],
      },
    );
    await trainee.reaches(application, 'first_review_returned');
    await trainee.resubmits(application, plan);

    const again = await anna.looksAt(await anna.caseOf(application));
    expect(again).toMatchObject({ resubmitted: true, previousReview: { reason: '执业证书不清晰' } });
    expect(again.earlierDocuments).toEqual([
      expect.objectContaining({ fileId: photo?.id, verdict: 'accepted' }),
      expect.objectContaining({ fileId: licence?.id, verdict: 'rejected', comment: '看不清编号' }),
    ]);
    // nothing was mended: the same files were handed in again
    expect(await anna.answered(application, 2)).toEqual([
      expect.objectContaining({ pointer: `/attachments/${licence?.kind}`, mended: false }),
    ]);
    await anna.claims(again);
    await expect(
      anna.decides(again, { outcome: 'passed', documents: [{ fileId: licence?.id ?? '', verdict: 'rejected' }] }),
    ).rejects.toMatchObject({ status: 422, problem: { code: 'review.verdict-not-possible' } });
    await anna.decides(again, { outcome: 'returned', reason: '执业证书仍不清晰' });
    expect((await trainee.sees(application)).id).toBe(application.id);
  });

  it('the province sets the rules, sees what is late, and nothing is decided by waiting', async () => {
    const province = people.clientOf({ roles: ['province_admin'] });
    const rules = await answerOf(getReviewRules({ client: province }));
    const reasons = [{ stage: 'second', text: '缺少选送单位公章' }] as const;
    const body = { limitWorkingDays: 3, differentReviewers: true, reasons: [...reasons] };
    const headers = { 'If-Match': `"${rules.version}"` };
    await answerOf(changeReviewRules({ client: province, body, headers }));
    expect(await answerOf(getReviewRules({ client: bo.client }))).toMatchObject({ reasons });

    const { trainee, application } = await applicant();
    await anna.passes(application);
    await trainee.handsInPages(application);
    const second = await bo.caseOf(application, 'second');
    await expect(anna.claims(second)).rejects.toMatchObject({ problem: { code: 'review.same-reviewer' } });

    // Monday; the third working day is over on Thursday at midnight
    await people.moveClockTo(later(4 * DAY));
    const waiting = await answerOf(listWaitingReviews({ client: province }));
    expect(waiting.items).toEqual([expect.objectContaining({ baseId: anna.baseId, open: 1, overdue: 1, second: 1 })]);
    expect(await trainee.sees(application)).toMatchObject({ status: 'signature_submitted' });
    await bo.passes(application, 'second');
    await trainee.reaches(application, 'second_review_passed');
  });

  it('a doctor who reviews for the base and applies to it is not shown their own case as one to take', async () => {
    const { trainee, application } = await applicant();
    await people.platform.publish(StaffAccountChanged, {
      ...{ aggregateId: anna.id, aggregateVersion: 1, occurredAt: people.platform.clock.now().toISOString() },
      ...{ roles: ['base_admin'], baseIds: [anna.baseId], unit: null },
      idNumber: people.platform.encryption.seal('id-number', trainee.person.idNumber),
    });
    await people.settled();
    const { id } = await bo.caseOf(application);
    expect(await anna.looksAt({ id })).toMatchObject({
      availableActions: [],
      blockedActions: expect.arrayContaining([{ action: 'claim', code: 'review.conflict-of-interest' }]),
    });
    await expect(anna.claims({ id })).rejects.toMatchObject({ problem: { code: 'review.conflict-of-interest' } });
    await bo.passes(application);
  });
});
