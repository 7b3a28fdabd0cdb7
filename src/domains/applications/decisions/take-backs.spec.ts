import { randomUUID } from 'node:crypto';
import { ApplicationsDesk, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { scanOf } from '../../../../test/support/scans.js';
import { CandidatePublicized } from '../../publicity/contracts/index.js';
import { TakeBackRequested } from '../../review/contracts/index.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

async function submitted(): Promise<{ trainee: DeskTrainee; id: string }> {
  const plan = await desk.plan();
  const trainee = await (await desk.trainee()).completes();
  return { trainee, id: (await trainee.submits(plan)).body.id };
}

async function firstPassed(): Promise<{ trainee: DeskTrainee; id: string }> {
  const { trainee, id } = await submitted();
  await desk.decides(id, { outcome: 'passed' });
  return { trainee, id };
}

async function secondPassed(): Promise<{ trainee: DeskTrainee; id: string }> {
  const { trainee, id } = await firstPassed();
  await trainee.uploadsPage(id);
  await trainee.submitsPages(id);
  await desk.decides(id, { stage: 'second', outcome: 'passed', submission: 1 });
  return { trainee, id };
}

const takesBack = (
  id: string,
  applicationVersion: number,
  stage: 'first' | 'second' = 'first',
  caseId = randomUUID(),
) =>
  desk.happens(TakeBackRequested, id, {
    aggregateId: caseId,
    applicationVersion,
    stage,
    reason: desk.platform.encryption.seal('remark', '误点通过'),
  });

const refusalsTold = (id: string) =>
  desk.rows<{ payload: object }>(
    `select payload from platform.outbox_message where name = 'applications.take-back-refused' and aggregate_id = ?`,
    [id],
  );

const numberOf = async (id: string) => {
  const [issued] = await desk.rows<{ number: string }>(
    'select number from applications.issued_form where application_id = ?',
    [id],
  );
  return issued?.number as string;
};

it('a pass that is taken back has the application wait again, and its form neither printed nor counted', async () => {
  const { trainee, id } = await firstPassed();
  const number = await numberOf(id);
  const prints = () => trainee.call('GET', `/applications/${id}/form?format=html`);
  const verified = async () => (await trainee.call('GET', `/verifications/application-forms/${number}`)).body;
  expect((await prints()).status).toBe(200);
  expect(await verified()).toMatchObject({ genuine: true, current: true });

  await takesBack(id, 2);
  expect(await trainee.application(id)).toMatchObject({
    status: 'submitted',
    version: 3,
    reason: '误点通过',
    availableActions: ['withdraw'],
  });
  expect((await trainee.timeline(id)).at(-1)).toMatchObject({
    action: 'reopen-first-review',
    actor: 'base_admin',
    from: 'first_review_passed',
    to: 'submitted',
    reason: '误点通过',
  });
  expect(await prints()).toMatchObject({ status: 409, body: { code: 'applications.form-not-ready' } });
  expect(await verified()).toMatchObject({ genuine: true, current: false });
  expect((await trainee.uploadsPage(id)).body).toMatchObject({ code: 'lifecycle.step-not-allowed' });

  // passed once more it is the same form, so that what was signed meanwhile counts
  await desk.decides(id, { outcome: 'passed' });
  expect((await prints()).status).toBe(200);
  expect(await verified()).toMatchObject({ current: true });
  expect(await numberOf(id)).toBe(number);
  expect((await desk.announced(id)).map(({ to }) => to)).toEqual([
    'submitted',
    'first_review_passed',
    'submitted',
    'first_review_passed',
  ]);
});

it('a return that is taken back can become a pass', async () => {
  const { trainee, id } = await submitted();
  await desk.decides(id, { outcome: 'returned', reason: '缺少材料' });
  await takesBack(id, 2);
  expect(await trainee.application(id)).toMatchObject({ status: 'submitted', findings: [] });
  await desk.decides(id, { outcome: 'passed' });
  expect(await trainee.application(id)).toMatchObject({ status: 'first_review_passed', reason: null });
});

it('a scan of the form that was printed before is refused once another revision has passed', async () => {
  const plan = await desk.plan();
  const trainee = await (await desk.trainee()).completes();
  const { id } = (await trainee.submits(plan)).body;
  await desk.decides(id, { outcome: 'passed' });
  const scanned = async () => scanOf(await trainee.prints(id), { page: 0, dpi: 100 });
  const earlier = await scanned();
  await takesBack(id, 2);
  await desk.decides(id, { outcome: 'returned', reason: '缺少材料' });
  await trainee.resubmits(id, plan);
  await desk.decides(id, { outcome: 'passed', revision: 2 });
  expect(await trainee.uploadsPage(id, earlier, '签字盖章页.jpg')).toMatchObject({
    status: 409,
    body: { code: 'applications.page-of-another-revision' },
  });
  expect(await trainee.uploadsPage(id, await scanned(), '签字盖章页.jpg')).toMatchObject({ status: 201 });
});

it('a second review is taken back, too, and its set of pages waits again', async () => {
  const { trainee, id } = await secondPassed();
  await takesBack(id, 4, 'second');
  expect(await trainee.application(id)).toMatchObject({ status: 'signature_submitted', submission: 1, version: 5 });
  await desk.decides(id, { stage: 'second', outcome: 'returned', reason: '缺章', submission: 1 });
  expect(await trainee.application(id)).toMatchObject({ status: 'second_review_returned' });
});

it('an administrator is shown for ten minutes that it can be taken back, and not once pages are uploaded', async () => {
  const { trainee, id } = await firstPassed();
  const token = desk.platform.token({ id: randomUUID(), roles: ['province_admin'] });
  const available = async () =>
    (await desk.platform.call('GET', `/management/applications/${id}`, { token })).body.availableActions;
  expect(await available()).toContain('reopen-first-review');
  const { clock } = desk.platform;
  const before = clock.now();
  const { statusChangedAt } = await trainee.application(id);
  clock.moveTo(new Date(new Date(statusChangedAt).getTime() + 10 * 60_000));
  try {
    expect(await available()).not.toContain('reopen-first-review');
  } finally {
    clock.moveTo(before);
  }
  await trainee.uploadsPage(id);
  expect(await available()).not.toContain('reopen-first-review');
});

describe('a decision stands, and review is told,', () => {
  it('when the application went on', async () => {
    const { trainee, id } = await secondPassed();
    const caseId = randomUUID();
    await takesBack(id, 2, 'first', caseId);
    expect(await trainee.application(id)).toMatchObject({ status: 'second_review_passed', version: 4 });
    expect((await desk.wholeTimeline(id)).at(-1)).toMatchObject({
      action: 'reopen-first-review',
      outcome: 'refused',
      refusal: 'applications.superseded',
    });
    expect(await refusalsTold(id)).toMatchObject([{ payload: { caseId, refusal: 'applications.superseded' } }]);
  });

  it('when its trainee has begun to upload signed pages', async () => {
    const { trainee, id } = await firstPassed();
    await trainee.uploadsPage(id);
    await takesBack(id, 2);
    expect(await trainee.application(id)).toMatchObject({ status: 'first_review_passed', version: 2 });
    expect(await refusalsTold(id)).toMatchObject([{ payload: { refusal: 'applications.pages-begun' } }]);
    expect(await trainee.submitsPages(id)).toMatchObject({ status: 200 });
  });
});

it('a list that was built on a pass that is no more publicizes nobody, nor after another pass', async () => {
  const { trainee, id } = await secondPassed();
  const built = { listId: randomUUID(), noticeId: randomUUID(), endsAt: '2026-12-01T00:00:00Z', applicationVersion: 4 };
  await takesBack(id, 4, 'second');
  await desk.happens(CandidatePublicized, id, built);
  expect(await trainee.application(id)).toMatchObject({ status: 'signature_submitted' });
  await desk.decides(id, { stage: 'second', outcome: 'passed', submission: 1 });
  expect(await trainee.application(id)).toMatchObject({ status: 'second_review_passed', version: 6 });
  await desk.happens(CandidatePublicized, id, built);
  expect(await trainee.application(id)).toMatchObject({ status: 'second_review_passed' });
  await desk.happens(CandidatePublicized, id, { ...built, applicationVersion: 6 });
  expect(await trainee.application(id)).toMatchObject({ status: 'publicized' });
});
