import { randomUUID } from 'node:crypto';
import { ApplicationsDesk, completeForm, type DeskTrainee } from '../../../../test/support/applications-desk.js';
import { TEST_NOW } from '../../../../test/support/platform.js';
import { applicationStatuses } from '../contracts/index.js';

let desk: ApplicationsDesk;
beforeAll(async () => {
  desk = await ApplicationsDesk.open();
});
afterAll(() => desk.close());

const DAY = 24 * 3600 * 1000;
const at = (days: number) => new Date(TEST_NOW.getTime() + days * DAY).toISOString();
const ready = async () => (await desk.trainee()).completes();

/** Everything a submission could have left behind. */
const traces = async ({ id }: DeskTrainee) => ({
  applications: await desk.rows('select id from applications.application where trainee_id = ?', [id]),
  revisions: await desk.rows(
    'select r.id from applications.revision r join applications.application a on a.id = r.application_id where a.trainee_id = ?',
    [id],
  ),
  events: await desk.rows(
    `select id from platform.outbox_message where name like 'applications.%' and payload->>'traineeId' = ?`,
    [id],
  ),
  audit: await desk.rows(`select id from platform.audit_record where action = 'submit-application' and actor_id = ?`, [
    id,
  ]),
});
const nothing = { applications: [], revisions: [], events: [], audit: [] };

it('the database allows exactly the states of the lifecycle', async () => {
  const [check] = await desk.rows<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'application_status_check'`,
  );
  const allowed = [...(check?.definition ?? '').matchAll(/'(\w+)'/g)].map(([, status]) => status);
  expect(allowed).toEqual([...applicationStatuses]);
});

describe('submitting', () => {
  it('freezes the form, announces it and says what can be done now', async () => {
    const plan = await desk.plan();
    const trainee = await ready();
    const { status, body } = await trainee.submits(plan);

    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        status: 'submitted',
        planId: plan.aggregateId,
        baseId: plan.baseId,
        baseName: '示例培训基地',
        revision: 1,
        submission: 0,
        version: 1,
        availableActions: ['withdraw'],
        blockedActions: expect.arrayContaining([{ action: 'resubmit', code: 'lifecycle.step-not-allowed' }]),
      },
    });
    const [announced, ...rest] = await desk.announced(body.id);
    expect(rest).toEqual([]);
    expect(announced).toMatchObject({
      aggregateVersion: 1,
      action: 'submit',
      from: null,
      to: 'submitted',
      revision: 1,
      maskedApplicantName: '张*明',
      sendingUnit: '示例市人民医院',
      photoKey: expect.stringMatching(/^applications\/attachment\//),
    });
    expect(desk.platform.encryption.open('name', announced?.applicantName ?? '')).toBe('张小明');
    expect(await trainee.timeline(body.id)).toMatchObject([
      { actor: 'trainee', action: 'submit', outcome: 'applied', from: null, to: 'submitted', revision: 1 },
    ]);
    expect((await traces(trainee)).audit).toHaveLength(1);
  });

  it('keeps no name and no ID number readable in its tables', async () => {
    const trainee = await ready();
    const { body } = await trainee.submits(await desk.plan());
    const stored = JSON.stringify(
      await desk.rows(
        `select a.*, r.*, p.form from applications.application a join applications.revision r on r.application_id = a.id
         join applications.personal_info p on p.trainee_id = a.trainee_id where a.id = ?`,
        [body.id],
      ),
    );
    for (const secret of ['张小明', '450103199003071231', '13812345678', '李四', 'someone@example.org']) {
      expect(stored).not.toContain(secret);
    }
  });

  it('leaves exactly one of two that race, and tells the other its rule', async () => {
    const one = await desk.plan();
    const sibling = await desk.plan({ batchId: one.batchId });
    const trainee = await ready();
    const answers = await Promise.all([trainee.submits(one), trainee.submits(sibling), trainee.submits(one)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const winner = answers.find(({ status }) => status === 201);
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      expect(body).toMatchObject({ code: 'applications.already-applied', applicationId: winner?.body.id });
    }
    expect(await traces(trainee)).toMatchObject({ applications: [{ id: winner?.body.id }], revisions: [{}] });
  });

  it('acts once for a repeated key', async () => {
    const plan = await desk.plan();
    const trainee = await ready();
    const headers = { 'idempotency-key': randomUUID() };
    const [first, second] = [await trainee.submits(plan, headers), await trainee.submits(plan, headers)];
    expect(second).toMatchObject({ status: 201, body: first.body });
  });

  it('is possible again after a withdrawal', async () => {
    const plan = await desk.plan();
    const trainee = await ready();
    const { body } = await trainee.submits(plan);
    const withdrawn = await trainee.call('POST', `/applications/${body.id}/withdrawal`, { reason: '个人原因' });
    expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn', availableActions: [], version: 2 } });
    expect(await trainee.submits(plan)).toMatchObject({ status: 201 });
    expect(await trainee.timeline(body.id)).toMatchObject([{}, { action: 'withdraw', reason: '个人原因' }]);
    expect((await trainee.call('GET', '/applications')).body.items).toHaveLength(2);
  });
});

describe('submitting is refused, and leaves nothing behind,', () => {
  it.each([
    ['once the batch has closed', { closesAt: at(-1) }, 'applications.batch-closed'],
    ['before the batch opens', { opensAt: at(1) }, 'applications.batch-not-open'],
    ['by a suspended base', { baseSuspended: true }, 'applications.base-suspended'],
    ['by a closed plan', { status: 'closed' as const }, 'applications.plan-not-published'],
    ['by a plan that is still a draft', { status: 'draft' as const }, 'applications.plan-not-found'],
  ])('%s', async (_, changes, code) => {
    const trainee = await ready();
    expect((await trainee.submits(await desk.plan(changes))).body).toMatchObject({ code });
    expect(await traces(trainee)).toEqual(nothing);
  });

  it('when the form is not complete, with all that is missing', async () => {
    const trainee = await desk.trainee();
    await trainee.saves({ ...completeForm, contact: {} });
    expect(await trainee.submits(await desk.plan())).toMatchObject({
      status: 422,
      body: {
        code: 'applications.not-complete',
        errors: expect.arrayContaining([
          { pointer: '/contact/address', code: 'required', detail: '必填' },
          { pointer: '/attachments/photo', code: 'required', detail: '必填' },
        ]),
      },
    });
    expect(await traces(trainee)).toEqual(nothing);
  });

  it('when the request is malformed, naming the field', async () => {
    const trainee = await ready();
    const { status, body } = await trainee.call('POST', '/applications', { planId: 'x', email: 'no', extra: 1 });
    expect({ status, pointers: body.errors.map(({ pointer }: any) => pointer).sort() }).toEqual({
      status: 422,
      pointers: expect.arrayContaining(['/email', '/extra', '/planId', '/sendingUnit']),
    });
    expect(await traces(trainee)).toEqual(nothing);
  });
});

it('shows a stranger nothing and lets him do nothing', async () => {
  const { body } = await (await ready()).submits(await desk.plan());
  const stranger = await desk.trainee('李四', '450103199003071258');
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/timeline'],
    ['GET', '/form'],
    ['GET', '/signature-pages'],
    ['POST', '/signature-submission'],
    ['POST', '/withdrawal'],
  ] as const) {
    const answer = await stranger.call(method, `/applications/${body.id}${path}`, method === 'POST' ? {} : undefined);
    expect(answer).toMatchObject({ status: 404, body: { code: 'applications.application-not-found' } });
  }
  expect((await stranger.call('GET', '/applications')).body.items).toEqual([]);
});
