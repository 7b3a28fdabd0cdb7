import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { eventually } from '../../../../test/support/eventually.js';
import { ExamSeason } from '../../../../test/support/exam-season.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { Receipt } from '../../../platform/events/receipt.entity.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { findBaseName } from './find-base-name.js';
import { trainingLifecycle } from './training.lifecycle.js';
import { TrainingRecord } from './training-record.entity.js';

describe('trainings', () => {
  let platform: TestPlatform;
  let season: ExamSeason;

  beforeAll(async () => {
    platform = await startTestPlatform('exams');
  });
  afterAll(() => platform.stop());
  beforeEach(() => {
    season = new ExamSeason(platform);
  });

  const record = (applicationId: string) => platform.em().findOneOrFail(TrainingRecord, { applicationId });
  const list = (query = '') => season.succeeds('GET', `/management/trainings${query}`);
  const receiptsOf = (consumer: string) => platform.em().count(Receipt, { consumer });

  it('begin when a trainee is admitted, with the sealed name and number', async () => {
    const { applicationId, traineeId } = await season.admits({ name: '张小明', idNumber: '450103199001011235' });

    const begun = await record(applicationId);
    expect(begun).toMatchObject({ traineeId, status: 'not_started', maskedName: '张*明', specialty: 'clinical' });
    expect(begun.idNumber).not.toContain('450103');
    expect(platform.encryption.open('id-number', begun.idNumber)).toBe('450103199001011235');
    expect(platform.encryption.open('name', begun.name)).toBe('张小明');
    await expect(
      platform.em().count(AuditRecord, { subjectId: begun.id, action: 'begin-training-record' }),
    ).resolves.toBe(1);
  });

  it('begin with a copy of the photo, which outlives the original', async () => {
    const store = platform.platform.app.get(ObjectStore);
    const original = `applications/frozen/${randomUUID()}`;
    await store.put(original, Readable.from([Buffer.from('a photo')]), { mediaType: 'image/jpeg' });

    const { applicationId } = await season.admits({ photoKey: original });
    await store.remove(original);

    const { photoKey } = await record(applicationId);
    expect(photoKey).toBe(`exams/photos/${applicationId}`);
    await expect(store.getBuffer(photoKey ?? '')).resolves.toEqual(Buffer.from('a photo'));
  });

  it('begin without a photo when its object is gone', async () => {
    const { applicationId } = await season.admits({ photoKey: `applications/frozen/${randomUUID()}` });
    expect((await record(applicationId)).photoKey).toBeNull();
  });

  it('begin once for an application, keep the higher of its versions, and ignore who was not admitted', async () => {
    const event = season.statusChange();
    const notAdmitted = season.statusChange(
      {},
      { action: 'publicize', from: 'second_review_passed', to: 'publicized' },
    );
    const before = await receiptsOf('exams.training-records');
    await platform.publish(ApplicationStatusChanged, event);
    await eventually('the record begins', () => record(event.aggregateId));
    await platform.publish(ApplicationStatusChanged, { ...event, aggregateVersion: 12, to: 'in_training' });
    await eventually('the later step is kept', async () =>
      expect((await record(event.aggregateId)).applicationVersion).toBe(12),
    );
    await platform.publish(ApplicationStatusChanged, { ...event, aggregateVersion: 7 });
    await platform.publish(ApplicationStatusChanged, notAdmitted);
    await eventually('all four are received', async () =>
      expect(await receiptsOf('exams.training-records')).toBe(before + 4),
    );

    expect(await record(event.aggregateId)).toMatchObject({ applicationVersion: 12, status: 'not_started' });
    await expect(
      platform.em().count(TrainingRecord, { applicationId: { $in: [event.aggregateId, notAdmitted.aggregateId] } }),
    ).resolves.toBe(1);
  });

  it('are started and completed many at a time, each telling its outcome, and announced', async () => {
    const [one, other] = await Promise.all([season.admits(), season.admits()]);
    const unknown = randomUUID();
    const trainingIds = [one.trainingId, unknown, other.trainingId, one.trainingId];

    const started = await season.succeeds('POST', '/management/trainings/start', { trainingIds });
    expect(started.body.items).toEqual([
      { trainingId: one.trainingId, outcome: 'done', code: null },
      { trainingId: unknown, outcome: 'refused', code: 'exams.training-not-found' },
      { trainingId: other.trainingId, outcome: 'done', code: null },
      { trainingId: one.trainingId, outcome: 'refused', code: 'lifecycle.step-not-allowed' },
    ]);
    const completed = await season.succeeds('POST', '/management/trainings/completion', {
      trainingIds: [one.trainingId],
      completedOn: '2026-11-23',
    });
    expect(completed.body.items).toEqual([{ trainingId: one.trainingId, outcome: 'done', code: null }]);

    const both = [one.applicationId, other.applicationId];
    const announced = await season.published('exams.training-started', both);
    expect(announced).toHaveLength(2);
    expect(announced).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ aggregateId: one.trainingId, aggregateVersion: 2, applicationId: one.applicationId }),
        expect.objectContaining({ aggregateId: other.trainingId }),
      ]),
    );
    expect(await season.published('exams.training-completed', both)).toEqual([
      expect.objectContaining({ aggregateId: one.trainingId, aggregateVersion: 3 }),
    ]);
    expect((await list()).body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: one.trainingId,
          status: 'completed',
          startedOn: '2026-11-23',
          completedOn: '2026-11-23',
          availableActions: [],
        }),
        expect.objectContaining({ id: other.trainingId, status: 'in_training', availableActions: ['complete'] }),
      ]),
    );
  });

  it('start once when two administrators start them at once', async () => {
    const { trainingId, applicationId } = await season.admits();
    const answers = await Promise.all(
      [1, 2].map(() => season.succeeds('POST', '/management/trainings/start', { trainingIds: [trainingId] })),
    );
    expect(answers.map(({ body }) => body.items[0].outcome).sort()).toEqual(['done', 'refused']);
    expect(await season.published('exams.training-started', [applicationId])).toHaveLength(1);
  });

  it('do not stand in each other’s way when two keyed lists name them in opposite order', async () => {
    const admitted = await Promise.all(Array.from({ length: 12 }, () => season.admits()));
    const trainingIds = admitted.map(({ trainingId }) => trainingId);
    const answers = await Promise.all(
      [trainingIds, [...trainingIds].reverse()].map((ids) =>
        season.succeeds(
          'POST',
          '/management/trainings/start',
          { trainingIds: ids },
          { 'idempotency-key': randomUUID() },
        ),
      ),
    );
    const outcomes = answers.flatMap(({ body }) => body.items.map(({ outcome }: { outcome: string }) => outcome));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(12);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(12);
    expect(answers[1]?.body.items.map(({ trainingId }: { trainingId: string }) => trainingId)).toEqual(
      [...trainingIds].reverse(),
    );
  });

  it('are answered once for an idempotency key', async () => {
    const { trainingId, applicationId } = await season.admits();
    const key = { 'idempotency-key': randomUUID() };
    const start = () => season.succeeds('POST', '/management/trainings/start', { trainingIds: [trainingId] }, key);
    const [first, second] = [await start(), await start()];
    expect(second.body).toEqual(first.body);
    expect(first.body.items[0].outcome).toBe('done');
    expect(await season.published('exams.training-started', [applicationId])).toHaveLength(1);
  });

  it('do not end in the future, nor before they began', async () => {
    const { trainingId, applicationId } = await season.admits();
    const trainingIds = [trainingId];
    const tooEarlyToStart = { trainingIds, startedOn: '2026-11-24' };
    expect((await season.call('POST', '/management/trainings/start', tooEarlyToStart)).body).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/startedOn', code: 'range' }],
    });
    await season.succeeds('POST', '/management/trainings/start', { trainingIds });

    const future = await season.call('POST', '/management/trainings/completion', {
      trainingIds,
      completedOn: '2026-11-24',
    });
    expect(future.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '/completedOn' }] });
    const past = await season.call('POST', '/management/trainings/completion', {
      trainingIds,
      completedOn: '2026-11-22',
    });
    expect(past.body.items).toEqual([{ trainingId, outcome: 'refused', code: 'exams.completed-before-start' }]);
    expect(await record(applicationId)).toMatchObject({ status: 'in_training', completedOn: null, version: 2 });
  });

  it('are shown and changed by the administrators of their base only', async () => {
    const { trainingId } = await season.admits();
    const stranger = platform.token({ roles: ['base_admin'], baseIds: [randomUUID()] });
    const trainee = platform.token({ roles: ['trainee'] });

    const seen = await platform.call('GET', '/management/trainings', { token: stranger });
    expect(seen.body.items).toEqual([]);
    const started = await platform.call('POST', '/management/trainings/start', {
      token: stranger,
      body: { trainingIds: [trainingId] },
    });
    expect(started.body.items).toEqual([{ trainingId, outcome: 'refused', code: 'exams.training-not-found' }]);
    expect((await platform.call('GET', '/management/trainings', { token: trainee })).status).toBe(403);
    expect((await platform.call('GET', '/management/trainings')).status).toBe(401);
  });

  it('are listed by plan and status, page by page, in the order of admission, with masked names', async () => {
    const otherPlan = randomUUID();
    for (const name of ['甲一', '乙二二', '丙三']) await season.admits({ name });
    await season.admits({ name: '丁四', planId: otherPlan });

    const first = await list('?limit=3');
    const second = await list(`?limit=3&cursor=${encodeURIComponent(first.body.nextCursor)}`);
    const names = [...first.body.items, ...second.body.items].map(({ maskedName }) => maskedName);
    expect(names.sort()).toEqual(['丁*', '丙*', '乙*二', '甲*']);
    expect(second.body.nextCursor).toBeNull();
    expect(JSON.stringify(first.body)).not.toContain('乙二二');

    expect((await list(`?planId=${otherPlan}`)).body.items).toMatchObject([{ maskedName: '丁*' }]);
    expect((await list('?status=completed')).body.items).toEqual([]);
    expect((await season.call('GET', '/management/trainings?status=gone')).status).toBe(422);
  });

  it('know the latest name of their base, whatever the order in which it was told', async () => {
    await season.tellsPlan(5, { baseName: '新名称' });
    await eventually('the name is known', async () =>
      expect(await findBaseName(platform.em(), season.baseId)).toBe('新名称'),
    );
    const before = await receiptsOf('exams.known-plans');
    await season.tellsPlan(4, { baseName: '旧名称' });
    await eventually('the old name is received', async () =>
      expect(await receiptsOf('exams.known-plans')).toBe(before + 1),
    );
    expect(await findBaseName(platform.em(), season.baseId)).toBe('新名称');
  });

  it('have a table of steps in which every state can be reached', () => {
    const reached = new Set<string>([trainingLifecycle.initial, ...trainingLifecycle.steps.map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...trainingLifecycle.states].sort());
    expect(trainingLifecycle.states.filter((state) => trainingLifecycle.isFinal(state))).toEqual(['graduated']);
  });
});
