import { randomUUID } from 'node:crypto';
import { ApplicationsDesk, completeForm, DeskTrainee } from '../../../../test/support/applications-desk.js';
import { ResultPublished, SeatPublished, TrainingCompleted, TrainingStarted } from '../../exams/contracts/index.js';
import { CandidateAdmitted, CandidatePublicized, CandidateRefused } from '../../publicity/contracts/index.js';
import type { PlanChanged } from '../../recruitment/contracts/index.js';
import type { EventFields } from '../../../platform/events/domain-event.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

async function submitted(): Promise<{ trainee: DeskTrainee; plan: EventFields<PlanChanged>; id: string }> {
  const plan = await desk.plan();
  const trainee = await (await desk.trainee()).completes();
  return { trainee, plan, id: (await trainee.submits(plan)).body.id };
}

async function signed(): Promise<{ trainee: DeskTrainee; id: string }> {
  const { trainee, id } = await submitted();
  await desk.decides(id, { outcome: 'passed' });
  expect(await trainee.uploadsPage(id)).toMatchObject({ status: 201 });
  expect(await trainee.submitsPages(id)).toMatchObject({ status: 200, body: { status: 'signature_submitted' } });
  return { trainee, id };
}

async function listed(): Promise<{ trainee: DeskTrainee; id: string }> {
  const { trainee, id } = await signed();
  await desk.decides(id, { stage: 'second', outcome: 'passed', submission: 1 });
  return { trainee, id };
}

const publicized = { listId: randomUUID(), noticeId: randomUUID(), endsAt: '2026-12-01T00:00:00Z' };
const seat = (aggregateId: string) => ({
  aggregateId,
  examId: randomUUID(),
  ticketNumber: '2026450001',
  startsAt: '2026-12-20T01:00:00Z',
});
const result = (aggregateId: string, outcome: 'passed' | 'failed' | 'absent') => ({
  aggregateId,
  examId: randomUUID(),
  outcome,
});

it('an application goes from return to graduation, each step announced once with the next version', async () => {
  const { trainee, plan, id } = await submitted();
  await desk.decides(id, {
    outcome: 'returned',
    reason: '执业证书不清晰',
    findings: [{ pointer: '/attachments/practising-certificate', comment: '请重新扫描' }],
  });
  expect(await trainee.application(id)).toMatchObject({
    status: 'first_review_returned',
    reason: '执业证书不清晰',
    findings: [{ pointer: '/attachments/practising-certificate', comment: '请重新扫描' }],
    availableActions: ['resubmit', 'withdraw'],
  });
  const elsewhere = await desk.plan({ batchId: plan.batchId, baseName: '另一培训基地' });
  expect(await trainee.resubmits(id, elsewhere)).toMatchObject({
    status: 200,
    body: { status: 'submitted', revision: 2, baseName: '另一培训基地', reason: null, findings: [] },
  });
  await desk.decides(id, { outcome: 'passed', revision: 2 });
  for (const [submission, outcome] of [
    [1, 'returned'],
    [2, 'passed'],
  ] as const) {
    await trainee.uploadsPage(id);
    await trainee.submitsPages(id);
    await desk.decides(id, {
      stage: 'second',
      outcome,
      revision: 2,
      submission,
      reason: outcome === 'passed' ? null : '缺章',
    });
  }
  await desk.happens(CandidatePublicized, id, publicized);
  await desk.happens(CandidateAdmitted, id, { listId: publicized.listId });
  await desk.happens(TrainingStarted, id, {});
  await desk.happens(TrainingCompleted, id, {});
  const [first, second] = [randomUUID(), randomUUID()];
  await desk.happens(SeatPublished, id, seat(first));
  await desk.happens(ResultPublished, id, result(first, 'absent'));
  await desk.happens(SeatPublished, id, seat(second));
  await desk.happens(ResultPublished, id, result(second, 'passed'));

  const steps = await desk.announced(id);
  expect(steps.map(({ aggregateVersion, to }) => [aggregateVersion, to])).toEqual(
    [
      'submitted',
      'first_review_returned',
      'submitted',
      'first_review_passed',
      'signature_submitted',
      'second_review_returned',
      'signature_submitted',
      'second_review_passed',
      'publicized',
      'admitted',
      'in_training',
      'training_completed',
      'exam_scheduled',
      'training_completed',
      'exam_scheduled',
      'graduated',
    ].map((to, index) => [index + 1, to]),
  );
  expect(steps[2]).toMatchObject({ previousPlanId: plan.aggregateId, planId: elsewhere.aggregateId, revision: 2 });
  const timeline = await trainee.timeline(id);
  expect(timeline).toHaveLength(16);
  expect(JSON.stringify(timeline)).not.toContain('decidedBy');
});

describe('a late decision is told on the timeline and changes nothing:', () => {
  it('on a revision that was submitted again since', async () => {
    const { trainee, plan, id } = await submitted();
    await desk.decides(id, { outcome: 'returned', reason: '缺少材料' });
    await trainee.resubmits(id, plan);
    await desk.decides(id, { outcome: 'passed', revision: 1 });
    expect(await trainee.application(id)).toMatchObject({ status: 'submitted', version: 3 });
    expect((await desk.wholeTimeline(id)).at(-1)).toMatchObject({
      action: 'pass-first-review',
      actor: 'base_admin',
      outcome: 'refused',
      refusal: 'applications.superseded',
    });
    expect(await desk.announced(id)).toHaveLength(3);
    // the trainee is told what happened to the application, not what did not
    expect((await trainee.timeline(id)).map(({ action }) => action)).toEqual([
      'submit',
      'return-from-first-review',
      'resubmit',
    ]);
  });

  it('on an application that was withdrawn', async () => {
    const { trainee, id } = await submitted();
    await trainee.call('POST', `/applications/${id}/withdrawal`, {});
    await desk.decides(id, { outcome: 'passed' });
    expect(await trainee.application(id)).toMatchObject({ status: 'withdrawn', version: 2 });
    expect((await desk.wholeTimeline(id)).at(-1)).toMatchObject({
      outcome: 'refused',
      refusal: 'lifecycle.step-not-allowed',
    });
  });

  it('the second of two', async () => {
    const { trainee, id } = await submitted();
    await desk.decides(id, { outcome: 'passed' });
    await desk.decides(id, { outcome: 'returned', reason: '晚了' });
    expect(await trainee.application(id)).toMatchObject({ status: 'first_review_passed', reason: null });
  });

  it('a result for a seat that is not the last one', async () => {
    const { trainee, id } = await listed();
    await desk.happens(CandidatePublicized, id, publicized);
    await desk.happens(CandidateAdmitted, id, { listId: publicized.listId });
    await desk.happens(TrainingStarted, id, {});
    await desk.happens(TrainingCompleted, id, {});
    const seatId = randomUUID();
    await desk.happens(SeatPublished, id, seat(seatId));
    await desk.happens(ResultPublished, id, result(seatId, 'failed'));
    await desk.happens(ResultPublished, id, result(seatId, 'passed'));
    expect(await trainee.application(id)).toMatchObject({ status: 'training_completed' });
    expect((await desk.wholeTimeline(id)).at(-1)).toMatchObject({ action: 'graduate', outcome: 'refused' });
  });
});

it('facts that arrive before the one they follow wait for it, and are applied in order', async () => {
  const { trainee, id } = await listed();
  const seatId = randomUUID();
  await desk.happens(ResultPublished, id, result(seatId, 'passed'));
  await desk.happens(SeatPublished, id, seat(seatId));
  await desk.happens(TrainingCompleted, id, {});
  await desk.happens(TrainingStarted, id, {});
  await desk.happens(CandidateAdmitted, id, { listId: publicized.listId });
  expect(await trainee.application(id)).toMatchObject({ status: 'second_review_passed' });

  await desk.happens(CandidatePublicized, id, publicized);
  expect(await trainee.application(id)).toMatchObject({ status: 'graduated' });
  const versions = (await desk.announced(id)).map(({ aggregateVersion }) => aggregateVersion);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
  expect(await desk.rows('select 1 from applications.waiting_fact where application_id = ?', [id])).toEqual([]);
});

it('an objection that is upheld ends it with its reason, and the batch is free again', async () => {
  const { trainee, id } = await listed();
  await desk.happens(CandidatePublicized, id, publicized);
  await desk.happens(CandidateRefused, id, {
    listId: publicized.listId,
    cause: 'objection-upheld',
    reason: desk.platform.encryption.seal('remark', '材料不实'),
  });
  expect(await trainee.application(id)).toMatchObject({
    status: 'not_admitted',
    reason: '材料不实',
    availableActions: [],
  });
});

describe('resubmitting', () => {
  it('is refused once the days of grace are over, and shown as blocked', async () => {
    const { trainee, plan, id } = await submitted();
    await desk.decides(id, { outcome: 'returned', reason: '缺少材料' });
    const { clock } = desk.platform;
    const before = clock.now();
    clock.moveTo(new Date(new Date(plan.closesAt).getTime() + 7 * 24 * 3600 * 1000));
    try {
      expect(await trainee.application(id)).toMatchObject({
        blockedActions: expect.arrayContaining([{ action: 'resubmit', code: 'applications.batch-closed' }]),
      });
      expect((await trainee.resubmits(id, plan)).body).toMatchObject({ code: 'applications.batch-closed' });
    } finally {
      clock.moveTo(before);
    }
    expect(await trainee.application(id)).toMatchObject({ status: 'first_review_returned', revision: 1, version: 2 });
  });

  it('is refused like a first submission: by the plan, the base and the form', async () => {
    const { trainee, plan, id } = await submitted();
    await desk.decides(id, { outcome: 'returned', reason: '缺少材料' });
    const told = async (to: { aggregateId: string }, who = trainee) => (await who.resubmits(id, to)).body.code;
    expect(await told({ aggregateId: randomUUID() })).toBe('applications.plan-not-found');
    const suspended = await desk.plan({ batchId: plan.batchId, baseSuspended: true });
    expect(await told(suspended)).toBe('applications.base-suspended');
    await trainee.saves({ work: [] });
    expect(await told(plan)).toBe('applications.not-complete');
    expect(await told(plan, new DeskTrainee(desk, randomUUID()))).toBe('applications.account-not-ready');
    expect(await trainee.application(id)).toMatchObject({ status: 'first_review_returned', revision: 1, version: 2 });
  });

  it('leaves the first revision as it was, and the database refuses to change it', async () => {
    const { trainee, plan, id } = await submitted();
    await desk.decides(id, { outcome: 'returned', reason: '地址有误' });
    await trainee.saves({ contact: { ...completeForm.contact, address: '新地址' } });
    await trainee.resubmits(id, plan);
    for (const statement of [
      `update applications.revision set sending_unit = 'x' where application_id = ?`,
      `delete from applications.revision where application_id = ?`,
      `update applications.timeline_entry set outcome = 'refused' where application_id = ?`,
    ]) {
      await expect(desk.rows(statement, [id])).rejects.toThrow(/written once/);
    }
  });
});

describe('signature pages', () => {
  it('wait for the first review, need a page, and are frozen once submitted', async () => {
    const { trainee, id } = await submitted();
    expect((await trainee.uploadsPage(id)).body).toMatchObject({ code: 'lifecycle.step-not-allowed' });
    await desk.decides(id, { outcome: 'passed' });
    expect((await trainee.submitsPages(id)).body).toMatchObject({ code: 'applications.no-signature-pages' });
    expect(await trainee.application(id)).toMatchObject({
      status: 'first_review_passed',
      blockedActions: expect.arrayContaining([
        { action: 'submit-signature-pages', code: 'applications.no-signature-pages' },
      ]),
    });

    const [kept, dropped] = [(await trainee.uploadsPage(id)).body, (await trainee.uploadsPage(id)).body];
    const drop = (pageId: string) => trainee.call('DELETE', `/applications/${id}/signature-pages/${pageId}`);
    expect(await drop(dropped.id)).toMatchObject({ status: 204 });
    expect(await drop(dropped.id)).toMatchObject({ status: 404 });
    expect(await trainee.submitsPages(id)).toMatchObject({ status: 200, body: { submission: 1 } });
    expect((await drop(kept.id)).body).toMatchObject({ code: 'applications.signature-page-submitted' });

    const { items } = (await trainee.call('GET', `/applications/${id}/signature-pages`)).body;
    expect(items).toMatchObject([{ id: kept.id, submission: 1, fileName: '签字盖章页.pdf' }]);
    const [event] = await desk.rows<{ payload: object }>(
      `select payload from platform.outbox_message where name = 'applications.signature-pages-submitted' and aggregate_id = ?`,
      [id],
    );
    expect(event?.payload).toMatchObject({ submission: 1, pageCount: 1, revision: 1, aggregateVersion: 3 });
  });

  it('are twenty at the most', async () => {
    const { trainee, id } = await submitted();
    await desk.decides(id, { outcome: 'passed' });
    await desk.copiesPage((await trainee.uploadsPage(id)).body.id, 18);
    expect((await trainee.uploadsPage(id)).status).toBe(201);
    expect(await trainee.uploadsPage(id)).toMatchObject({
      status: 409,
      body: { code: 'applications.too-many-signature-pages', max: 20 },
    });
  });

  it('leave one set when two submissions race', async () => {
    const { trainee, id } = await submitted();
    await desk.decides(id, { outcome: 'passed' });
    await trainee.uploadsPage(id);
    const answers = await Promise.all([trainee.submitsPages(id), trainee.submitsPages(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await trainee.application(id)).toMatchObject({ submission: 1, version: 3 });
  });
});
