import { randomUUID } from 'node:crypto';
import { ExamSeason } from '../../../../test/support/exam-season.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { ExamRoom } from './exam-room.entity.js';
import { Exam } from './exam.entity.js';
import { examLifecycle } from './exam.lifecycle.js';

const details = {
  title: '结业考试',
  startsAt: '2027-06-20T09:00:00+08:00',
  endsAt: '2027-06-20T11:30:00+08:00',
  place: '教学楼',
};

describe('exams', () => {
  let platform: TestPlatform;
  let season: ExamSeason;

  beforeAll(async () => {
    platform = await startTestPlatform('exams');
  });
  afterAll(() => platform.stop());
  beforeEach(() => {
    season = new ExamSeason(platform);
  });

  const change = (id: string, version: number, changes: object = {}) =>
    season.call('PUT', `/management/exams/${id}`, { ...details, ...changes }, { 'if-match': `"${version}"` });
  const stored = (id: string) => platform.em().findOneOrFail(Exam, { id });

  it('are planned as drafts for the only base of their administrator', async () => {
    const { status, headers, body } = await season.call('POST', '/management/exams', details);
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      title: '结业考试',
      baseId: season.baseId,
      status: 'draft',
      startsAt: '2027-06-20T01:00:00.000Z',
      address: null,
      rooms: [],
      availableActions: ['change', 'add-room', 'remove-room'],
      blockedActions: expect.arrayContaining([
        { action: 'arrange-seats', code: 'exams.no-rooms' },
        { action: 'publish', code: 'lifecycle.step-not-allowed' },
      ]),
    });
    expect(body.rules).toContain('居民身份证');
    await expect(platform.em().count(AuditRecord, { subjectId: body.id, action: 'create-exam' })).resolves.toBe(1);
  });

  it('name their base where the administrator has several, and none but those', async () => {
    const baseIds = [randomUUID(), randomUUID()];
    const token = platform.token({ roles: ['base_admin'], baseIds });
    const create = (body: object) => platform.call('POST', '/management/exams', { token, body });

    expect((await create(details)).body.errors).toMatchObject([{ pointer: '/baseId', code: 'required' }]);
    expect((await create({ ...details, baseId: randomUUID() })).body.errors).toMatchObject([
      { pointer: '/baseId', code: 'not-in-list' },
    ]);
    expect((await create({ ...details, baseId: baseIds[1] })).body.baseId).toBe(baseIds[1]);
  });

  it.each([
    ['/title', { title: undefined }],
    ['/startsAt', { startsAt: '2027-06-20 09:00' }],
    ['/endsAt', { endsAt: '2027-06-20T09:00:00+08:00' }],
    ['/place', { place: ' ' }],
    ['/colour', { colour: 'red' }],
  ])('are refused when %s is not right', async (pointer, changes) => {
    const { status, body } = await season.call('POST', '/management/exams', { ...details, ...changes });
    expect(status).toBe(422);
    expect(body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
    await expect(platform.em().count(Exam, { baseId: season.baseId })).resolves.toBe(0);
  });

  it('are changed by whoever read the latest version', async () => {
    const { id } = await season.plansExam([]);
    const changed = await change(id, 1, { place: '新教学楼', rules: '甲\n乙' });
    expect(changed.body).toMatchObject({ place: '新教学楼', rules: '甲\n乙', version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');

    expect((await change(id, 1, { place: '旧' })).body.code).toBe('request.stale-version');
    expect((await season.call('PUT', `/management/exams/${id}`, details)).status).toBe(428);
    expect((await stored(id)).place).toBe('新教学楼');
  });

  it('are changed once when two administrators change the same version at once', async () => {
    const { id } = await season.plansExam([]);
    const answers = await Promise.all([change(id, 1, { place: '甲' }), change(id, 1, { place: '乙' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await stored(id)).version).toBe(2);
  });

  it('get rooms in order, each name once, and lose them again', async () => {
    const exam = await season.plansExam([30, 20]);
    expect(exam).toMatchObject({ roomCount: 2, placeCount: 50, version: 3 });
    expect(exam.rooms).toMatchObject([
      { name: '第1考场', capacity: 30 },
      { name: '第2考场', capacity: 20 },
    ]);
    const rooms = `/management/exams/${exam.id}/rooms`;
    const again = await season.call('POST', rooms, { name: '第1考场', capacity: 5 });
    expect(again.body.code).toBe('exams.room-name-taken');
    for (const capacity of [0, 1000, 2.5]) {
      expect((await season.call('POST', rooms, { name: '丙', capacity })).status).toBe(422);
    }
    expect(await stored(exam.id)).toMatchObject({ roomCount: 2, placeCount: 50 });

    const { body } = await season.succeeds('DELETE', `${rooms}/${exam.rooms[0].id}`);
    expect(body).toMatchObject({ roomCount: 1, placeCount: 20, rooms: [{ name: '第2考场' }] });
    expect((await season.call('DELETE', `${rooms}/${exam.rooms[0].id}`)).body.code).toBe('exams.room-not-found');
  });

  it('keep their counts right when rooms are added at once', async () => {
    const { id } = await season.plansExam([]);
    const add = (name: string) => season.call('POST', `/management/exams/${id}/rooms`, { name, capacity: 10 });
    const answers = await Promise.all(['甲', '乙', '乙', '丙'].map(add));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409]);
    expect(await stored(id)).toMatchObject({ roomCount: 3, placeCount: 30 });
    await expect(platform.em().count(ExamRoom, { examId: id })).resolves.toBe(3);
  });

  it('have at most the rooms that a ticket number has digits for', async () => {
    const { id } = await season.plansExam([]);
    await platform.em().nativeUpdate(Exam, { id }, { roomCount: 99 });
    const { body } = await season.call('POST', `/management/exams/${id}/rooms`, { name: '甲', capacity: 1 });
    expect(body.code).toBe('exams.too-many-rooms');
  });

  it('are hidden from everyone but the administrators of their base', async () => {
    const { id, rooms } = await season.plansExam([10]);
    const token = platform.token({ roles: ['base_admin'], baseIds: [randomUUID()] });
    const asStranger = (method: string, path: string, body?: object) =>
      platform.call(method, `/management/exams/${id}${path}`, { token, body, headers: { 'if-match': '"2"' } });

    const answers = [
      await asStranger('GET', ''),
      await asStranger('PUT', '', details),
      await asStranger('POST', '/rooms', { name: '甲', capacity: 1 }),
      await asStranger('DELETE', `/rooms/${rooms[0].id}`),
      await asStranger('POST', '/seating', {}),
      await asStranger('GET', '/seating'),
      await asStranger('POST', '/publication'),
      await asStranger('PUT', '/results', { results: [{ seatId: randomUUID(), outcome: 'passed' }] }),
      await asStranger('POST', '/results/publication'),
      await asStranger('GET', `/tickets/${randomUUID()}/document`),
    ];
    for (const { status, body } of answers) expect([status, body.code]).toEqual([404, 'exams.exam-not-found']);
    expect((await platform.call('GET', '/management/exams', { token })).body.items).toEqual([]);
    expect((await stored(id)).version).toBe(2);
    const trainee = platform.token({ roles: ['trainee'] });
    expect((await platform.call('GET', `/management/exams/${id}`, { token: trainee })).status).toBe(403);
  });

  it('are listed page by page, the latest first', async () => {
    for (const month of ['03', '05', '04']) await season.plansExam([], { startsAt: `2027-${month}-01T09:00:00+08:00` });
    const first = await season.succeeds('GET', '/management/exams?limit=2');
    const second = await season.succeeds('GET', `/management/exams?limit=2&cursor=${first.body.nextCursor}`);
    const starts = [...first.body.items, ...second.body.items].map(({ startsAt }) => startsAt.slice(0, 7));
    expect(starts).toEqual(['2027-05', '2027-04', '2027-03']);
  });

  it('have a table of steps in which every state can be reached and the last is final', () => {
    const reached = new Set<string>([examLifecycle.initial, ...examLifecycle.steps.map(({ to }) => to)]);
    expect([...reached].sort()).toEqual([...examLifecycle.states].sort());
    expect(examLifecycle.states.filter((state) => examLifecycle.isFinal(state))).toEqual(['results_published']);
  });
});
