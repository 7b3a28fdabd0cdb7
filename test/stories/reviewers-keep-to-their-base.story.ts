import type { BaseAdmin } from '../support/base-admin.js';
import { HOUR, later, People, type Plan } from '../support/people.js';
import type { Application, Trainee } from '../support/trainee.js';

describe('who reviews', () => {
  let people: People;
  let nanning: BaseAdmin;
  let colleague: BaseAdmin;
  let liuzhou: BaseAdmin;
  let plan: Plan;
  let trainee: Trainee;
  let application: Application;

  beforeAll(async () => {
    people = await People.gather();
    [nanning, liuzhou] = [await people.base('南宁基地'), await people.base('柳州基地')];
    colleague = people.adminOf(nanning.baseId);
    plan = await people.plan(nanning, await people.batch('2026 年度'));
    trainee = await (await people.trainee()).fillsIn();
    application = await trainee.submits(plan);
  });
  afterAll(() => people.part());

  it('a reviewer of another base sees nothing and decides nothing', async () => {
    const { id } = await nanning.caseOf(application);
    expect(await liuzhou.queue()).toEqual([]);
    const [attachment] = await trainee.attachments();
    const tries = [
      liuzhou.looksAt({ id }),
      liuzhou.claims({ id }),
      liuzhou.decides({ id }, { outcome: 'passed' }),
      liuzhou.sees(application),
      liuzhou.timeline(application),
      liuzhou.reads(application, 1),
      liuzhou.changes(application, 1),
      liuzhou.opens(application, attachment ?? { id: '' }),
      liuzhou.lists(plan, [application]),
    ];
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.status)).toEqual(
      tries.map(() => 404),
    );
    expect(await nanning.looksAt({ id })).toMatchObject({ status: 'waiting' });
  });

  it('another trainee sees nothing of it either', async () => {
    const stranger = await people.trainee();
    const outcomes = await Promise.allSettled([
      stranger.sees(application),
      stranger.timeline(application),
      stranger.withdraws(application),
      stranger.handsInPages(application),
    ]);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.status)).toEqual(
      outcomes.map(() => 404),
    );
  });

  it('two reviewers race for a case and its decision: one has it, and the other is told who', async () => {
    const { id } = await nanning.caseOf(application);
    const claims = await Promise.allSettled([nanning.claims({ id }), colleague.claims({ id })]);
    const [holder, other] = claims[0].status === 'fulfilled' ? [nanning, colleague] : [colleague, nanning];
    expect(claims.find((claim) => claim.status === 'rejected')?.reason).toMatchObject({
      status: 409,
      problem: { code: 'review.claimed-by-another', claimedBy: holder.id },
    });
    await expect(other.decides({ id }, { outcome: 'passed' })).rejects.toMatchObject({ status: 409 });

    const decisions = await Promise.allSettled([
      holder.decides({ id }, { outcome: 'passed' }),
      holder.decides({ id }, { outcome: 'returned', reason: '材料不全' }),
    ]);
    expect(decisions.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const passed = decisions[0].status === 'fulfilled';
    await people.settled();
    await trainee.reaches(application, passed ? 'first_review_passed' : 'first_review_returned');
    await expect(other.claims({ id })).rejects.toMatchObject({
      status: 409,
      problem: {
        code: 'review.already-decided',
        decidedBy: holder.id,
        decidedAt: people.platform.clock.now().toISOString(),
      },
    });
    expect(await trainee.smsBox()).toHaveLength(1);
  });

  it('no reviewer is named to the trainee', async () => {
    const told = JSON.stringify([
      await trainee.sees(application),
      await trainee.timeline(application),
      await trainee.messages(),
      await trainee.smsBox(),
      await trainee.mailBox(),
    ]);
    expect(told).toContain('base_admin');
    expect(told).not.toContain(nanning.id);
    expect(told).not.toContain(colleague.id);
  });

  it('a claim that ran out falls to whoever takes it next', async () => {
    const next = await (await people.trainee('李小红')).fillsIn();
    const submitted = await next.submits(plan);
    const { id } = await nanning.caseOf(submitted);
    await nanning.claims({ id });
    await people.moveClockTo(later(HOUR));
    await expect(nanning.decides({ id }, { outcome: 'passed' })).rejects.toMatchObject({
      problem: { code: 'review.not-claimed' },
    });
    await colleague.passes(submitted);
    await next.reaches(submitted, 'first_review_passed');
  });
});
