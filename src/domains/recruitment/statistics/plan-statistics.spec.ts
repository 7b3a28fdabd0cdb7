import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import {
  countFromScratch,
  jumbled,
  randomFrom,
  randomHistory,
  statusChanged,
  type Told,
} from '../../../../test/support/random-history.js';
import {
  type ApplicationAction,
  type ApplicationStatus,
  ApplicationStatusChanged,
} from '../../applications/contracts/index.js';

describe('statistics of plans', () => {
  let platform: TestPlatform;
  let token: string;
  let plans: string[];

  const post = async (path: string, body?: unknown): Promise<any> => {
    const { status, body: answer } = await platform.call('POST', `/management${path}`, { token, body });
    expect(status).toBeLessThan(300);
    return answer;
  };
  const statistics = async (query = ''): Promise<any[]> => {
    const { status, body } = await platform.call('GET', `/plans/statistics${query}`, { token });
    expect(status).toBe(200);
    return body.items;
  };
  const publish = (told: Told) => platform.publish(ApplicationStatusChanged, statusChanged(told));
  /** Waits until nothing that was published is left to be applied, then says how many receipts there are. */
  const settled = () =>
    eventually('every message is applied', async () => {
      const [left] = await platform.em().execute<{ jobs: number; receipts: number }[]>(
        `select (select count(*)::int from graphile_worker.jobs where task_identifier = 'recruitment.plan-statistics') as jobs,
             (select count(*)::int from platform.receipt where consumer = 'recruitment.plan-statistics') as receipts`,
      );
      if (left!.jobs > 0) throw new Error(`${left!.jobs} are waiting`);
      return left!.receipts;
    });

  beforeAll(async () => {
    platform = await startTestPlatform('recruitment');
    token = platform.token({ roles: ['province_admin'] });
    const contact = { contactName: '韦老师', contactPhone: '0771-1234567' };
    const base = await post('/bases', { name: '示例基地', address: '南宁', ...contact });
    const batch = await post('/batches', {
      name: '示例批次',
      opensAt: '2026-11-20T08:00:00+08:00',
      closesAt: '2026-12-31T18:00:00+08:00',
    });
    const terms = { ...contact, baseId: base.id, batchId: batch.id, quota: 500 };
    plans = [];
    for (const specialty of ['clinical', 'laboratory', 'nursing']) {
      const plan = await post('/plans', { ...terms, specialty });
      await post(`/plans/${plan.id}/publication`);
      plans.push(plan.id);
    }
    await post('/plans', { ...terms, specialty: 'andrology' });
  });
  afterAll(() => platform.stop());

  it('has a row for each plan but the drafts, from the start', async () => {
    const items = await statistics();
    expect(items.map(({ planId }) => planId).toSorted()).toEqual(plans.toSorted());
    expect(items[0]).toMatchObject({
      base: { name: '示例基地' },
      quota: 500,
      submitted: 0,
      admitted: 0,
      remaining: 500,
    });
    expect(await statistics(`?baseId=${randomUUID()}`)).toEqual([]);
  });

  it('follows an application through its life, counts it where it stands and drops it when it is withdrawn', async () => {
    const applicationId = randomUUID();
    const [first, second] = plans as [string, string];
    const tell = async (version: number, action: ApplicationAction, to: ApplicationStatus, planId = first) => {
      await publish({ applicationId, version, action, from: null, to, planId, previousPlanId: null });
      await settled();
      const of = (id: string, items: any[]) => items.find(({ planId }) => planId === id);
      const items = await statistics();
      return [first, second].map((id) => {
        const { submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, withdrawn } = of(id, items);
        expect(of(id, items).remaining).toBe(500 - publicized);
        return [submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, withdrawn];
      });
    };
    const nobody = [0, 0, 0, 0, 0, 0];

    expect(await tell(1, 'submit', 'submitted')).toEqual([[1, 0, 0, 0, 0, 0], nobody]);
    expect(await tell(2, 'return-from-first-review', 'first_review_returned')).toEqual([[1, 0, 0, 0, 0, 0], nobody]);
    expect(await tell(3, 'resubmit', 'submitted', second)).toEqual([nobody, [1, 0, 0, 0, 0, 0]]);
    expect(await tell(6, 'pass-second-review', 'second_review_passed', second)).toEqual([nobody, [1, 1, 1, 0, 0, 0]]);
    // late: what it tells was overtaken
    expect(await tell(4, 'pass-first-review', 'first_review_passed', second)).toEqual([nobody, [1, 1, 1, 0, 0, 0]]);
    expect(await tell(7, 'publicize', 'publicized', second)).toEqual([nobody, [1, 1, 1, 1, 0, 0]]);
    expect(await tell(8, 'refuse-after-objection', 'not_admitted', second)).toEqual([nobody, nobody]);
  });

  it('counts a withdrawn application as such, and as nothing else', async () => {
    const [planId] = plans as [string];
    const told = { applicationId: randomUUID(), from: null, planId, previousPlanId: null } as const;
    const figures = async () => (await statistics()).find((row) => row.planId === planId);
    const before = await figures();
    await publish({ ...told, version: 1, action: 'submit', to: 'submitted' });
    await settled();
    expect(await figures()).toEqual({ ...before, submitted: before.submitted + 1 });
    await publish({ ...told, version: 2, action: 'withdraw', to: 'withdrawn' });
    await settled();
    expect(await figures()).toEqual({ ...before, withdrawn: before.withdrawn + 1 });
  });

  it('refuses a quota below what is publicized, and takes one that is not', async () => {
    const [, , planId] = plans as [string, string, string];
    for (const applicationId of [randomUUID(), randomUUID()]) {
      await publish({
        applicationId,
        version: 5,
        action: 'publicize',
        from: null,
        to: 'publicized',
        planId,
        previousPlanId: null,
      });
    }
    await settled();
    const { body: plan } = await platform.call('GET', `/management/plans/${planId}`, { token });
    expect(plan).toMatchObject({ placesTaken: 2, remaining: 498 });
    const change = (quota: number) =>
      platform.call('PUT', `/management/plans/${planId}`, {
        token,
        body: { quota, contactName: '韦老师', contactPhone: '0771-1234567' },
        headers: { 'if-match': `"${plan.version}"` },
      });

    const refused = await change(1);
    expect(refused).toMatchObject({ status: 409, body: { code: 'recruitment.quota-below-publicized', publicized: 2 } });
    expect((await platform.call('GET', `/plans/${planId}`)).body.quota).toBe(500);
    expect(await change(2)).toMatchObject({ status: 200, body: { quota: 2, remaining: 0 } });
  });

  it('equals a count from scratch after a random history, shuffled and with duplicates', async () => {
    const before = await statistics();
    const random = randomFrom(20261123);
    const history = randomHistory(random, plans, 300);
    const already = await settled();
    const messages = jumbled(random, history);
    for (let start = 0; start < messages.length; start += 10) {
      await Promise.all(messages.slice(start, start + 10).map(publish));
    }
    expect((await settled()) - already).toBe(messages.length);
    // and the very same message once more, as after a lost acknowledgement
    await platform.em().execute(
      `select graphile_worker.add_job('recruitment.plan-statistics', json_build_object('messageId', message_id))
       from platform.receipt where consumer = 'recruitment.plan-statistics' limit 50`,
    );
    await settled();

    const expected = before.map((row) => {
      const counted = countFromScratch(history, row.planId);
      const sums = Object.entries(counted).map(([name, count]) => [name, row[name] + count]);
      return {
        ...row,
        ...Object.fromEntries(sums),
        remaining: Math.max(0, row.quota - row.publicized - counted.publicized),
      };
    });
    expect(await statistics()).toEqual(expected);
    expect(expected.reduce((sum, { admitted }) => sum + admitted, 0)).toBeGreaterThan(0);
  });
});
