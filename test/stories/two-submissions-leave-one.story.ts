import type { BaseAdmin } from '../support/base-admin.js';
import { DAY, later, People, type Plan } from '../support/people.js';

describe('one application a batch', () => {
  let people: People;
  let nanning: BaseAdmin;
  let liuzhou: BaseAdmin;
  let plan: Plan;
  let otherPlan: Plan;
  let planOfNextBatch: Plan;

  beforeAll(async () => {
    people = await People.gather();
    [nanning, liuzhou] = [await people.base('南宁基地'), await people.base('柳州基地')];
    const batchId = await people.batch('2026 年度第一批');
    plan = await people.plan(nanning, batchId);
    otherPlan = await people.plan(liuzhou, batchId);
    planOfNextBatch = await people.plan(liuzhou, await people.batch('2026 年度第二批', later(-DAY), later(30 * DAY)));
  });
  afterAll(() => people.part());

  it('two submissions racing leave exactly one, whichever bases they name', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const racing = await Promise.allSettled([
      trainee.submits(plan),
      trainee.submits(otherPlan),
      trainee.submits(plan),
      trainee.submits(otherPlan),
    ]);

    expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = racing.filter((outcome) => outcome.status === 'rejected');
    expect(refusals.map(({ reason }) => reason.problem.code)).toEqual(Array(3).fill('applications.already-applied'));
    const [application] = await trainee.applications();
    expect(await trainee.applications()).toHaveLength(1);
    await people.settled();
    expect([...(await nanning.queue()), ...(await liuzhou.queue())]).toEqual([
      expect.objectContaining({ applicationId: application?.id }),
    ]);
    const counted = [await people.statistics(plan), await people.statistics(otherPlan)];
    expect(counted.map(({ submitted }) => submitted).toSorted()).toEqual([0, 1]);
  });

  it('another batch takes an application beside it', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const first = await trainee.submits(plan);
    await expect(trainee.submits(otherPlan)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'applications.already-applied', applicationId: first.id },
    });
    const second = await trainee.submits(planOfNextBatch);
    expect((await trainee.applications()).map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted());
  });

  it('a returned application still counts: it is resubmitted, within its batch, and not made anew', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    await nanning.returns(application, { reason: '材料不全' });
    await expect(trainee.submits(otherPlan)).rejects.toMatchObject({
      problem: { code: 'applications.already-applied' },
    });
    await expect(trainee.resubmits(application, planOfNextBatch)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'applications.plan-of-another-batch' },
    });
    const racing = await Promise.allSettled([
      trainee.resubmits(application, plan),
      trainee.resubmits(application, otherPlan),
    ]);
    expect(racing.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await trainee.sees(application)).toMatchObject({ status: 'submitted', revision: 2 });
  });
});
