import { randomUUID } from 'node:crypto';
import { type Candidate, ExamSeason } from '../../../../test/support/exam-season.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { Seat } from '../seating/seat.entity.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';

const afterTheExam = new Date('2027-06-20T04:00:00Z');

describe('results', () => {
  let platform: TestPlatform;
  let season: ExamSeason;
  let candidates: Candidate[];
  let seating: any;
  let seats: any[];

  beforeAll(async () => {
    platform = await startTestPlatform('exams');
  });
  afterAll(() => platform.stop());
  beforeEach(async () => {
    platform.clock.fixAt(TEST_NOW);
    season = new ExamSeason(platform);
    candidates = await season.trained('甲院', '乙院', '丙院');
    seating = await season.publishesExam(candidates);
    seats = seating.rooms[0].seats;
    platform.clock.fixAt(afterTheExam);
  });

  const admin = () => platform.token({ roles: ['base_admin'], baseIds: [season.baseId] });
  const call = (method: string, path: string, body?: unknown, headers = {}) =>
    platform.call(method, `/management/exams/${seating.examId}${path}`, { token: admin(), body, headers });
  const enter = (results: object[], version = seating.version) =>
    call('PUT', '/results', { results }, { 'if-match': `"${version}"` });
  const publish = () => call('POST', '/results/publication');
  const stored = () => platform.em().find(Seat, { examId: seating.examId }, { orderBy: { number: 'asc' } });
  const everyone = () => [
    { ticketNumber: seats[0].ticketNumber, outcome: 'passed', score: 86.5 },
    { seatId: seats[1].id, outcome: 'failed', score: 42 },
    { seatId: seats[2].id, outcome: 'absent' },
  ];
  const candidateOf = (index: number) =>
    candidates.find(({ trainingId }) => trainingId === seats[index].trainingId) as Candidate;

  it('are entered by ticket number or seat, a few at a time, and corrected', async () => {
    const first = await enter(everyone().slice(0, 2));
    expect(first.status).toBe(200);
    expect(first.body.rooms[0].seats).toMatchObject([
      { outcome: 'passed', score: 86.5 },
      { outcome: 'failed', score: 42 },
      { outcome: null, score: null },
    ]);
    const corrected = await enter([{ seatId: seats[1].id, outcome: 'passed', score: 60 }], first.body.version);
    expect(corrected.body.rooms[0].seats).toMatchObject([{ score: 86.5 }, { outcome: 'passed', score: 60 }, {}]);
    expect((await call('GET', '')).body).toMatchObject({ resultCount: 2, version: corrected.body.version });
    await expect(
      platform.em().count(AuditRecord, { subjectId: seating.examId, action: 'enter-exam-results' }),
    ).resolves.toBe(2);
  });

  it('are entered all or none, and the answer names each row that is off', async () => {
    const { status, body } = await enter([
      ...everyone().slice(0, 1),
      { ticketNumber: '450000000000000', outcome: 'passed' },
      { outcome: 'passed' },
      { seatId: seats[0].id, outcome: 'failed' },
      { seatId: seats[1].id, ticketNumber: seats[1].ticketNumber, outcome: 'failed' },
      { seatId: seats[2].id, outcome: 'absent', score: 10 },
    ]);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      { pointer: '/results/1/ticketNumber', code: 'not-found' },
      { pointer: '/results/2/ticketNumber', code: 'required' },
      { pointer: '/results/3/seatId', code: 'duplicate' },
      { pointer: '/results/4/seatId', code: 'required' },
      { pointer: '/results/5/score', code: 'not-allowed' },
    ]);
    expect((await stored()).map(({ outcome }) => outcome)).toEqual([null, null, null]);
  });

  it.each([
    ['/results/0/outcome', { outcome: 'excellent' }],
    ['/results/0/score', { outcome: 'passed', score: 1000 }],
    ['/results/0/score', { outcome: 'passed', score: 60.25 }],
    ['/results/0/score', { outcome: 'passed', score: '60' }],
  ])('are refused when %s is not right', async (pointer, result) => {
    const { status, body } = await enter([{ seatId: seats[0].id, ...result }]);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('are overwritten by nobody who has not seen them', async () => {
    const results = [{ seatId: seats[0].id, outcome: 'passed' }];
    const answers = await Promise.all([enter(results), enter([{ seatId: seats[0].id, outcome: 'failed' }])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await call('PUT', '/results', { results })).status).toBe(428);
  });

  it('wait for the exam to begin', async () => {
    platform.clock.fixAt(new Date('2027-06-20T00:59:59Z'));
    expect((await enter(everyone())).body.code).toBe('exams.exam-not-held-yet');
    expect((await publish()).body.code).toBe('exams.exam-not-held-yet');
    expect((await call('GET', '')).body.blockedActions).toContainEqual({
      action: 'enter-results',
      code: 'exams.exam-not-held-yet',
    });
  });

  it('are published only when none is missing', async () => {
    await enter(everyone().slice(0, 2));
    const { status, body } = await publish();
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'exams.results-missing', candidates: 3, missing: 1 });
    expect(await season.published('exams.result-published', [candidateOf(0).applicationId])).toEqual([]);
  });

  it('are published once: who passed graduates, the others may sit another exam', async () => {
    await enter(everyone());
    const answers = await Promise.all([publish(), publish()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
      status: 'results_published',
      availableActions: [],
      resultsPublishedAt: afterTheExam.toISOString(),
    });

    const events = await season.published(
      'exams.result-published',
      candidates.map(({ applicationId }) => applicationId),
    );
    const told = events.map(({ applicationId, outcome, examId }) => [applicationId, outcome, examId]);
    expect(told.sort()).toEqual(
      ['passed', 'failed', 'absent']
        .map((outcome, index) => [candidateOf(index).applicationId, outcome, seating.examId])
        .sort(),
    );
    const seat = events.find(({ aggregateId }) => aggregateId === seats[0].id);
    expect(seat.aggregateVersion).toBe((await stored())[0]?.version);

    const statusOf = async (index: number) =>
      (await platform.em().findOneOrFail(TrainingRecord, { id: candidateOf(index).trainingId })).status;
    expect([await statusOf(0), await statusOf(1), await statusOf(2)]).toEqual(['graduated', 'completed', 'completed']);

    const token = admin();
    const body = { title: '补考', startsAt: '2027-09-01T09:00:00+08:00', place: '教学楼' };
    const later = (await platform.call('POST', '/management/exams', { token, body })).body;
    const room = { name: '补考考场', capacity: 5 };
    await platform.call('POST', `/management/exams/${later.id}/rooms`, { token, body: room });
    const again = await platform.call('POST', `/management/exams/${later.id}/seating`, { token, body: {} });
    expect(again.body.rooms[0].seats.map(({ trainingId }: any) => trainingId).sort()).toEqual(
      [seats[1].trainingId, seats[2].trainingId].sort(),
    );
    const graduate = await platform.call('POST', `/management/exams/${later.id}/seating`, {
      token,
      body: { trainingIds: [seats[0].trainingId] },
    });
    expect(graduate.body.errors).toMatchObject([{ pointer: '/trainingIds/0', code: 'graduated' }]);
  });

  it('are told to the candidate once published, not before', async () => {
    const mine = async () => {
      const token = platform.token({ id: candidateOf(0).traineeId, roles: ['trainee'] });
      return (await platform.call('GET', '/exam-tickets', { token })).body.items[0].result;
    };
    await enter(everyone());
    expect(await mine()).toBeNull();
    await publish();
    expect(await mine()).toEqual({ outcome: 'passed', score: 86.5 });
  });

  it('name no candidate of another exam', async () => {
    const { status, body } = await enter([{ seatId: randomUUID(), outcome: 'passed' }]);
    expect([status, body.errors[0].code]).toEqual([422, 'not-found']);
  });
});
