import type { BaseAdmin } from '../support/base-admin.js';
import { People, type Plan } from '../support/people.js';

describe('撤回报名', () => {
  let people: People;
  let nanning: BaseAdmin;
  let batchId: string;
  let plan: Plan;

  beforeAll(async () => {
    people = await People.gather();
    batchId = await people.batch('2026 年度');
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, batchId);
  });
  afterAll(() => people.part());

  it('closes the case under the reviewer’s hands, leaves the statistics, and frees the batch for another application', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    const { id } = await nanning.caseOf(application);
    await nanning.claims({ id });
    expect(await people.statistics(plan)).toMatchObject({ submitted: 1 });

    expect(await trainee.withdraws(application, '单位另有安排')).toMatchObject({
      status: 'withdrawn',
      availableActions: [],
    });
    await people.settled();

    await expect(nanning.decides({ id }, { outcome: 'passed' })).rejects.toMatchObject({
      status: 409,
      problem: { code: 'review.case-closed', closedBecause: 'withdrawn' },
    });
    expect(await nanning.looksAt({ id })).toMatchObject({ status: 'closed', closedBecause: 'withdrawn' });
    expect(await nanning.queue()).toEqual([]);
    expect(await people.statistics(plan)).toMatchObject({ submitted: 0, remaining: 5 });
    expect(await trainee.smsBox()).toEqual([]);
    expect((await nanning.timeline(application)).at(-1)).toMatchObject({ action: 'withdraw', reason: '单位另有安排' });

    const again = await trainee.submits(plan);
    expect(again.id).not.toBe(application.id);
    await people.settled();
    expect(await people.statistics(plan)).toMatchObject({ submitted: 1 });
    expect(await nanning.queue()).toEqual([expect.objectContaining({ applicationId: again.id })]);
    await expect(trainee.withdraws(application)).rejects.toMatchObject({
      problem: { code: 'lifecycle.step-not-allowed' },
    });
  });

  it('a decision that crosses a withdrawal is told on the timeline as refused and drags nothing backwards', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    const { id } = await nanning.caseOf(application);
    await nanning.claims({ id });
    const before = await people.statistics(plan);

    await people.whileMessagesAreHeldUp(async () => {
      await nanning.decides({ id }, { outcome: 'returned', reason: '材料不全' });
      await trainee.withdraws(application);
    });

    expect(await trainee.sees(application)).toMatchObject({ status: 'withdrawn', reason: null, findings: [] });
    expect(await trainee.story(application)).toEqual(['submit', 'withdraw']);
    expect(await nanning.timeline(application)).toEqual([
      expect.objectContaining({ action: 'submit', outcome: 'applied' }),
      expect.objectContaining({ action: 'withdraw', outcome: 'applied', to: 'withdrawn' }),
      expect.objectContaining({
        action: 'return-from-first-review',
        outcome: 'refused',
        from: 'withdrawn',
        to: 'withdrawn',
        refusal: 'lifecycle.step-not-allowed',
      }),
    ]);
    expect(await trainee.smsBox()).toEqual([]);
    expect(await people.statistics(plan)).toMatchObject({ submitted: before.submitted - 1 });
    // what the reviewer decided stays as it was decided
    expect(await nanning.looksAt({ id })).toMatchObject({ status: 'returned', decidedBy: nanning.id });
  });

  it('an application that stands on a published list is not withdrawn any more', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    await nanning.passes(application);
    await trainee.handsInPages(application);
    await nanning.passes(application, 'second');
    await nanning.publishes(await nanning.lists(plan, [application]));
    await people.settled();

    await expect(trainee.withdraws(application)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'lifecycle.step-not-allowed' },
    });
    expect(await trainee.sees(application)).toMatchObject({ status: 'publicized' });
  });

  it('a publication that crosses a withdrawal leaves the withdrawal, and the place is free again', async () => {
    const trainee = await (await people.trainee('李小红')).fillsIn();
    const application = await trainee.submits(plan);
    await nanning.passes(application);
    await trainee.handsInPages(application);
    await nanning.passes(application, 'second');
    const list = await nanning.lists(plan, [application]);
    const before = await people.statistics(plan);

    const { noticeId } = await people.whileMessagesAreHeldUp(async () => {
      const published = await nanning.publishes(list);
      await trainee.withdraws(application);
      return published;
    });

    expect(await trainee.sees(application)).toMatchObject({ status: 'withdrawn' });
    expect((await trainee.story(application)).at(-1)).toBe('withdraw');
    expect((await nanning.timeline(application)).at(-1)).toMatchObject({ action: 'publicize', outcome: 'refused' });
    expect(await nanning.seesList(list)).toMatchObject({ entries: [{ status: 'withdrawn' }] });
    const notice = await people.platform.call('GET', `/notices/${noticeId}`);
    expect(notice.body.entries).toEqual([]);
    expect(await people.statistics(plan)).toEqual({
      ...before,
      submitted: before.submitted - 1,
      firstReviewPassed: before.firstReviewPassed - 1,
      secondReviewPassed: before.secondReviewPassed - 1,
      withdrawn: before.withdrawn + 1,
    });
    expect(await trainee.smsBox()).toHaveLength(2);
  });
});
