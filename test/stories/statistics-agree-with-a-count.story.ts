import { listApplications } from '../../openapi/client/management/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { People, type Plan } from '../support/people.js';
import type { Application, Trainee } from '../support/trainee.js';

type Status = Application['status'];

const admitted: Status[] = ['admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated'];
const publicized: Status[] = [...admitted, 'publicized'];
const secondReviewPassed: Status[] = [...publicized, 'second_review_passed'];
const firstReviewPassed: Status[] = [
  ...secondReviewPassed,
  'first_review_passed',
  'signature_submitted',
  'second_review_returned',
];
const submitted: Status[] = [...firstReviewPassed, 'submitted', 'first_review_returned'];

describe('报名情况统计', () => {
  let people: People;
  let nanning: BaseAdmin;
  let liuzhou: BaseAdmin;
  let plan: Plan;
  let otherPlan: Plan;

  beforeAll(async () => {
    people = await People.gather();
    [nanning, liuzhou] = [await people.base('南宁基地'), await people.base('柳州基地')];
    const batchId = await people.batch('2026 年度');
    [plan, otherPlan] = [await people.plan(nanning, batchId), await people.plan(liuzhou, batchId)];
  });
  afterAll(() => people.part());

  async function applicant(): Promise<[Trainee, Application]> {
    const trainee = await (await people.trainee()).fillsIn();
    return [trainee, await trainee.submits(plan)];
  }

  async function passed(): Promise<[Trainee, Application]> {
    const [trainee, application] = await applicant();
    await nanning.passes(application);
    await trainee.handsInPages(application);
    await nanning.passes(application, 'second');
    return [trainee, application];
  }

  /** Counted from the applications themselves, by nothing but their status. */
  async function count({ id: planId }: Plan) {
    const client = people.clientOf({ roles: ['province_admin'] });
    const { items } = await answerOf(listApplications({ client, query: { planId, limit: 100 } }));
    const among = (statuses: Status[]) => items.filter(({ status }) => statuses.includes(status)).length;
    return {
      submitted: among(submitted),
      firstReviewPassed: among(firstReviewPassed),
      secondReviewPassed: among(secondReviewPassed),
      publicized: among(publicized),
      admitted: among(admitted),
      withdrawn: among(['withdrawn']),
      remaining: 5 - among(publicized),
    };
  }

  it('says of each plan what a count of its applications says, wherever they stand', async () => {
    await applicant();
    const [withdrawing, withdrawn] = await applicant();
    await withdrawing.withdraws(withdrawn);
    const [, returned] = await applicant();
    await nanning.returns(returned, { reason: '材料不全' });
    const [moving, moved] = await applicant();
    await nanning.returns(moved, { reason: '材料不全' });
    await moving.resubmits(moved, otherPlan);
    const [again, returnedTwice] = await applicant();
    await nanning.passes(returnedTwice);
    await again.handsInPages(returnedTwice);
    await nanning.returns(returnedTwice, { reason: '缺少公章' }, 'second');
    const [quitting, quit] = await passed();
    await quitting.withdraws(quit);
    await passed();
    const [, listed] = await passed();
    await nanning.publishes(await nanning.lists(plan, [listed]));
    await people.settled();

    expect(await people.statistics(plan)).toEqual(await count(plan));
    expect(await people.statistics(plan)).toEqual({
      submitted: 5,
      firstReviewPassed: 3,
      secondReviewPassed: 2,
      publicized: 1,
      admitted: 0,
      withdrawn: 2,
      remaining: 4,
    });
    expect(await people.statistics(otherPlan)).toEqual(await count(otherPlan));
    expect(await people.statistics(otherPlan)).toMatchObject({ submitted: 1 });
    const [standing, other] = [await people.seesPlan(plan), await people.seesPlan(otherPlan)];
    expect([standing.remaining, other.remaining]).toEqual([4, 5]);
  }, 60_000);
});
