import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import {
  type ApplicationAction,
  type ApplicationStatus,
  ApplicationStatusChanged,
} from '../../applications/contracts/index.js';

interface Told {
  applicationId: string;
  version: number;
  action: ApplicationAction;
  from: ApplicationStatus | null;
  to: ApplicationStatus;
  planId: string;
  previousPlanId: string | null;
}

// what may follow a state, written down anew: a copy of the code's table would agree with its mistakes
const life: Partial<Record<ApplicationStatus, [ApplicationAction, ApplicationStatus][]>> = {
  submitted: [
    ['pass-first-review', 'first_review_passed'],
    ['return-from-first-review', 'first_review_returned'],
    ['withdraw', 'withdrawn'],
  ],
  first_review_returned: [['resubmit', 'submitted']],
  first_review_passed: [['submit-signature-pages', 'signature_submitted']],
  signature_submitted: [
    ['pass-second-review', 'second_review_passed'],
    ['return-from-second-review', 'second_review_returned'],
  ],
  second_review_returned: [
    ['submit-signature-pages', 'signature_submitted'],
    ['withdraw', 'withdrawn'],
  ],
  second_review_passed: [
    ['publicize', 'publicized'],
    ['refuse-unlisted', 'not_admitted'],
  ],
  publicized: [
    ['admit', 'admitted'],
    ['admit', 'admitted'],
    ['refuse-after-objection', 'not_admitted'],
  ],
  admitted: [['start-training', 'in_training']],
  in_training: [['complete-training', 'training_completed']],
  training_completed: [['schedule-exam', 'exam_scheduled']],
  exam_scheduled: [
    ['graduate', 'graduated'],
    ['fail-exam', 'training_completed'],
  ],
};

/** A generator of numbers from 0 to below 1 that a seed makes repeatable (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

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
  const publish = (told: Told) =>
    platform.publish(ApplicationStatusChanged, {
      aggregateId: told.applicationId,
      aggregateVersion: told.version,
      occurredAt: TEST_NOW.toISOString(),
      traineeId: randomUUID(),
      planId: told.planId,
      previousPlanId: told.previousPlanId,
      baseId: randomUUID(),
      batchId: randomUUID(),
      specialty: 'clinical',
      revision: 1,
      applicantName: 'sealed',
      maskedApplicantName: '张*明',
      sendingUnit: '示例医院',
      action: told.action,
      from: told.from,
      to: told.to,
      reason: null,
      idNumber: 'sealed',
      photoKey: null,
    });
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
        const { submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, remaining } = of(id, items);
        return [submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, remaining];
      });
    };
    const nobody = [0, 0, 0, 0, 0, 500];

    expect(await tell(1, 'submit', 'submitted')).toEqual([[1, 0, 0, 0, 0, 500], nobody]);
    expect(await tell(2, 'return-from-first-review', 'first_review_returned')).toEqual([[1, 0, 0, 0, 0, 500], nobody]);
    expect(await tell(3, 'resubmit', 'submitted', second)).toEqual([nobody, [1, 0, 0, 0, 0, 500]]);
    expect(await tell(6, 'pass-second-review', 'second_review_passed', second)).toEqual([nobody, [1, 1, 1, 0, 0, 500]]);
    // late: what it tells was overtaken
    expect(await tell(4, 'pass-first-review', 'first_review_passed', second)).toEqual([nobody, [1, 1, 1, 0, 0, 500]]);
    expect(await tell(7, 'publicize', 'publicized', second)).toEqual([nobody, [1, 1, 1, 1, 0, 499]]);
    expect(await tell(8, 'refuse-after-objection', 'not_admitted', second)).toEqual([nobody, nobody]);
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
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
    const history: Told[] = [];
    const endsAt: { status: ApplicationStatus; planId: string }[] = [];
    for (let number = 0; number < 60; number++) {
      const applicationId = randomUUID();
      let status: ApplicationStatus = 'submitted';
      let planId = pick(plans);
      history.push({
        applicationId,
        version: 1,
        action: 'submit',
        from: null,
        to: status,
        planId,
        previousPlanId: null,
      });
      for (let version = 2, steps = Math.floor(random() * 14); version <= steps && life[status]; version++) {
        const [action, to]: [ApplicationAction, ApplicationStatus] = pick(life[status]!);
        const next: string = action === 'resubmit' ? pick(plans) : planId;
        const previousPlanId = next === planId ? null : planId;
        history.push({ applicationId, version, action, from: status, to, planId: next, previousPlanId });
        [status, planId] = [to, next];
      }
      endsAt.push({ status, planId });
    }
    const already = await settled();
    const messages = [...history, ...history.filter(() => random() < 0.2)];
    const shuffled = messages.map((told) => ({ told, at: random() })).toSorted((a, b) => a.at - b.at);
    for (let start = 0; start < shuffled.length; start += 10) {
      await Promise.all(shuffled.slice(start, start + 10).map(({ told }) => publish(told)));
    }
    expect((await settled()) - already).toBe(messages.length);
    // and the very same message once more, as after a lost acknowledgement
    await platform.em().execute(
      `select graphile_worker.add_job('recruitment.plan-statistics', json_build_object('messageId', message_id))
       from platform.receipt where consumer = 'recruitment.plan-statistics' limit 50`,
    );
    await settled();

    const atLeast = (...statuses: ApplicationStatus[]) => statuses;
    const done = atLeast('admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated');
    const expected = before.map((row) => {
      const here = endsAt.filter(({ planId }) => planId === row.planId).map(({ status }) => status);
      const count = (statuses: ApplicationStatus[]) => here.filter((status) => statuses.includes(status)).length;
      const second = count(['second_review_passed', 'publicized', ...done]);
      const first = second + count(['first_review_passed', 'signature_submitted', 'second_review_returned']);
      const publicized = row.publicized + count(['publicized', ...done]);
      return {
        ...row,
        submitted: row.submitted + first + count(['submitted', 'first_review_returned']),
        firstReviewPassed: row.firstReviewPassed + first,
        secondReviewPassed: row.secondReviewPassed + second,
        publicized,
        admitted: row.admitted + count(done),
        remaining: Math.max(0, row.quota - publicized),
      };
    });
    expect(await statistics()).toEqual(expected);
    expect(expected.reduce((sum, { admitted }) => sum + admitted, 0)).toBeGreaterThan(0);
  });
});
