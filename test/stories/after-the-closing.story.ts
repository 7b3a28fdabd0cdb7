import type { BaseAdmin } from '../support/base-admin.js';
import { DAY, later, People, type Plan } from '../support/people.js';
import type { Trainee } from '../support/trainee.js';

describe('when submissions are accepted', () => {
  let people: People;
  let nanning: BaseAdmin;
  let liuzhou: BaseAdmin;
  let batchId: string;
  let plan: Plan;
  let trainee: Trainee;

  beforeAll(async () => {
    people = await People.gather();
    [nanning, liuzhou] = [await people.base('南宁基地'), await people.base('柳州基地')];
    batchId = await people.batch('2026 年度', later(DAY), later(10 * DAY));
    plan = await people.plan(nanning, batchId);
    trainee = await (await people.trainee()).fillsIn();
  });
  afterAll(() => people.part());

  it('opens, closes, and takes resubmissions for the days of grace, each to the millisecond', async () => {
    await expect(trainee.submits(plan)).rejects.toMatchObject({ problem: { code: 'applications.batch-not-open' } });
    await people.moveClockTo(later(DAY - 1));
    await expect(trainee.submits(plan)).rejects.toMatchObject({ problem: { code: 'applications.batch-not-open' } });
    await people.moveClockTo(later(DAY));
    const application = await trainee.submits(plan);

    await people.moveClockTo(later(10 * DAY));
    const latecomer = await (await people.trainee('李小红')).fillsIn();
    await expect(latecomer.submits(plan)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'applications.batch-closed', closesAt: later(10 * DAY).toISOString() },
    });
    expect(await latecomer.applications()).toEqual([]);

    await nanning.returns(application, { reason: '材料不全' });
    await people.moveClockTo(later(17 * DAY - 1));
    expect(await trainee.resubmits(application, plan)).toMatchObject({ status: 'submitted', revision: 2 });
    await people.settled();

    await nanning.returns(application, { reason: '材料仍不全' });
    await people.moveClockTo(later(17 * DAY));
    await expect(trainee.resubmits(application, plan)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'applications.batch-closed', closesAt: later(17 * DAY).toISOString() },
    });
    const seen = await trainee.sees(application);
    expect(seen).toMatchObject({ status: 'first_review_returned', revision: 2, availableActions: ['withdraw'] });
    expect(seen.blockedActions).toContainEqual({ action: 'resubmit', code: 'applications.batch-closed' });
  });

  it('a plan that closed, or whose base is suspended, takes none; what was submitted before is still reviewed', async () => {
    const later30 = await people.batch('补录', later(DAY), later(60 * DAY));
    const [closing, suspended] = [await people.plan(nanning, later30), await people.plan(liuzhou, later30)];
    const other = await (await people.trainee('王小刚')).fillsIn();
    const application = await other.submits(closing);
    await people.settled();

    await people.closesPlan(closing);
    await expect(trainee.submits(closing)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'applications.plan-not-published' },
    });
    await nanning.returns(application, { reason: '材料不全' });
    await expect(other.resubmits(application, closing)).rejects.toMatchObject({
      problem: { code: 'applications.plan-not-published' },
    });
    expect(await other.sees(application)).toMatchObject({ status: 'first_review_returned', revision: 1 });

    const moved = await other.resubmits(application, suspended);
    await people.suspends(liuzhou);
    await expect(trainee.submits(suspended)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'applications.base-suspended' },
    });
    await liuzhou.passes(moved);
    await other.reaches(moved, 'first_review_passed');
  });
});
