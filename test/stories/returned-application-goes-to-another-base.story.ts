import type { BaseAdmin } from '../support/base-admin.js';
import { People, type Plan } from '../support/people.js';
import { completeForm } from '../support/trainee.js';

describe('改报其他基地', () => {
  let people: People;
  let nanning: BaseAdmin;
  let liuzhou: BaseAdmin;
  let planOfNanning: Plan;
  let planOfLiuzhou: Plan;

  beforeAll(async () => {
    people = await People.gather();
    const batchId = await people.batch('2026 年度');
    [nanning, liuzhou] = [await people.base('南宁基地'), await people.base('柳州基地')];
    planOfNanning = await people.plan(nanning, batchId);
    planOfLiuzhou = await people.plan(liuzhou, batchId);
  });
  afterAll(() => people.part());

  it('a trainee whose application was returned applies to another base', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(planOfNanning);
    await nanning.returns(application, {
      reason: '执业证书不清晰。',
      findings: [{ pointer: '/attachments/practising-certificate', comment: '请重新扫描' }],
    });

    expect(await trainee.sees(application)).toMatchObject({
      status: 'first_review_returned',
      reason: '执业证书不清晰。',
      findings: [{ pointer: '/attachments/practising-certificate', comment: '请重新扫描' }],
      availableActions: expect.arrayContaining(['resubmit', 'withdraw']),
    });
    expect(await trainee.smsBox()).toEqual([expect.stringContaining('执业证书不清晰')]);
    expect(await people.statistics(planOfNanning)).toMatchObject({ submitted: 1, firstReviewPassed: 0 });

    await trainee.saves({ basic: { ...completeForm.basic, nativePlace: '广西柳州' } });
    expect(await trainee.resubmits(application, planOfLiuzhou)).toMatchObject({
      id: application.id,
      status: 'submitted',
      revision: 2,
      baseId: liuzhou.baseId,
      reason: null,
      findings: [],
    });
    await people.settled();

    expect(await liuzhou.queue()).toEqual([expect.objectContaining({ applicationId: application.id, revision: 2 })]);
    expect(await nanning.queue()).toEqual([]);
    expect(await people.statistics(planOfNanning)).toMatchObject({ submitted: 0, remaining: 5 });
    expect(await people.statistics(planOfLiuzhou)).toMatchObject({ submitted: 1, firstReviewPassed: 0 });
    await expect(nanning.sees(application)).rejects.toMatchObject({ status: 404 });
    const changes = await liuzhou.changes(application, 2);
    expect(changes.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/planId', '/basic/nativePlace']));

    await liuzhou.passes(application);
    expect(await trainee.story(application)).toEqual([
      'submit',
      'return-from-first-review',
      'resubmit',
      'pass-first-review',
    ]);
    expect(await trainee.smsBox()).toHaveLength(2);
    expect(await people.statistics(planOfLiuzhou)).toMatchObject({ submitted: 1, firstReviewPassed: 1 });
  });
});
