import { getApplicationForm } from '../../openapi/client/trainee/index.js';
import { answerOf } from '../../scripts/walkthrough/refused.js';
import type { BaseAdmin } from '../support/base-admin.js';
import { People, type Plan } from '../support/people.js';

describe('撤回审核结论', () => {
  let people: People;
  let nanning: BaseAdmin;
  let plan: Plan;

  beforeAll(async () => {
    people = await People.gather();
    nanning = await people.base('南宁基地');
    plan = await people.plan(nanning, await people.batch('2026 年度'));
  });
  afterAll(() => people.part());

  it('a pass that was a slip is taken back, the trainee is told and can print nothing, and the case is decided rightly', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    const { id } = await nanning.caseOf(application);
    await nanning.passes(application);
    expect(await people.statistics(plan)).toMatchObject({ submitted: 1, firstReviewPassed: 1 });
    expect(await nanning.looksAt({ id })).toMatchObject({ status: 'passed', availableActions: ['take-back'] });

    expect(await nanning.takesBack({ id }, '误点通过，执业证书须重新核对')).toMatchObject({
      takeBacks: [{ state: 'asked' }],
    });
    await people.settled();

    expect(await trainee.sees(application)).toMatchObject({
      status: 'submitted',
      reason: '误点通过，执业证书须重新核对',
    });
    expect(await trainee.story(application)).toEqual(['submit', 'pass-first-review', 'reopen-first-review']);
    const [, again] = await trainee.smsBox();
    expect(again).toContain('此前通知的审核结论已由审核人撤回，原因：误点通过，执业证书须重新核对');
    const print = getApplicationForm({ client: trainee.client, path: { id: application.id } });
    await expect(answerOf(print)).rejects.toMatchObject({ problem: { code: 'applications.form-not-ready' } });
    expect(await people.statistics(plan)).toMatchObject({ submitted: 1, firstReviewPassed: 0 });

    expect(await nanning.looksAt({ id })).toMatchObject({
      status: 'claimed',
      claimedBy: nanning.id,
      takeBacks: [{ state: 'done', outcome: 'passed' }],
    });
    await nanning.decides({ id }, { outcome: 'returned', reason: '执业证书已过期' });
    await people.settled();
    expect(await trainee.sees(application)).toMatchObject({
      status: 'first_review_returned',
      reason: '执业证书已过期',
    });
    expect((await trainee.smsBox()).at(-1)).toContain('执业证书已过期');
  });

  it('a pass of second review is taken back under a list that is public already: the name goes from the page', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    await nanning.passes(application);
    await trainee.handsInPages(application);
    await people.settled();
    const { id } = await nanning.caseOf(application, 'second');
    await nanning.passes(application, 'second');
    const list = await nanning.lists(plan, [application]);

    // the list is published and the decision taken back before either domain hears of the other
    await people.whileMessagesAreHeldUp(async () => {
      await nanning.takesBack({ id });
      await nanning.publishes(list);
    });
    await people.settled();

    const { status } = await trainee.sees(application);
    const [takeBack] = (await nanning.looksAt({ id })).takeBacks;
    const { entries } = await nanning.seesList(list);
    // whichever came first, all three agree
    expect({ status, takeBack: takeBack?.state, entry: entries[0]?.status }).toEqual(
      status === 'publicized'
        ? { status, takeBack: 'refused', entry: 'publicized' }
        : { status: 'signature_submitted', takeBack: 'done', entry: 'withdrawn' },
    );
  });

  it('a pass that the trainee went on from stands', async () => {
    const trainee = await (await people.trainee()).fillsIn();
    const application = await trainee.submits(plan);
    const { id } = await nanning.caseOf(application);
    await nanning.passes(application);
    await people.whileMessagesAreHeldUp(async () => {
      await trainee.handsInPages(application);
      await nanning.takesBack({ id });
    });
    await people.settled();
    expect(await trainee.sees(application)).toMatchObject({ status: 'signature_submitted' });
    expect(await nanning.looksAt({ id })).toMatchObject({
      status: 'passed',
      takeBacks: [{ state: 'refused', refusal: 'applications.superseded' }],
    });
    await expect(nanning.takesBack({ id })).rejects.toMatchObject({ problem: { code: 'review.decision-stands' } });
  });
});
