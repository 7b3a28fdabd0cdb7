import { randomUUID } from 'node:crypto';
import { type Candidate, ExamSeason } from '../../../../test/support/exam-season.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { Seat } from './seat.entity.js';

describe('a seating', () => {
  let platform: TestPlatform;
  let season: ExamSeason;

  beforeAll(async () => {
    platform = await startTestPlatform('exams');
  });
  afterAll(() => platform.stop());
  beforeEach(() => {
    season = new ExamSeason(platform);
  });

  const arrange = (examId: string, body: object = {}) =>
    season.call('POST', `/management/exams/${examId}/seating`, body);
  const idsOf = (candidates: readonly Candidate[]) => candidates.map(({ trainingId }) => trainingId);
  const seatsOf = (seating: any): any[] => seating.rooms.flatMap(({ seats }: any) => seats);
  const seated = (seating: any): string[] => seatsOf(seating).map(({ trainingId }) => trainingId);
  const storedSeats = (examId: string) => platform.em().find(Seat, { examId });

  it('gives every completed candidate of the base one seat, colleagues apart', async () => {
    const candidates = await season.trained('甲院', '甲院', '乙院', '乙院', '甲院');
    await season.admits({ sendingUnit: '未开始' });
    const { id } = await season.plansExam([3, 4]);

    const { status, headers, body } = await arrange(id);
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe(`"${body.version}"`);
    expect(seated(body).sort()).toEqual(idsOf(candidates).sort());
    expect(body).toMatchObject({ status: 'seated', candidateCount: 5, placeCount: 7 });
    expect(body.seed).toMatch(/^[0-9a-f]{32}$/);
    for (const { seats, capacity } of body.rooms) {
      expect(seats.length).toBeLessThanOrEqual(capacity);
      for (const [index, { number, sendingUnit }] of seats.entries()) {
        const before = seats[index - 1];
        if (before?.number === number - 1) expect(sendingUnit).not.toBe(before.sendingUnit);
      }
    }
    expect((await season.succeeds('GET', `/management/exams/${id}/seating`)).body).toEqual(body);
    await expect(platform.em().count(AuditRecord, { subjectId: id, action: 'arrange-seats' })).resolves.toBe(1);
  });

  it('is repeated by its seed, and arranged again freely until it is published', async () => {
    await season.trained('甲院', '乙院', '丙院', '丁院', '戊院', '己院');
    const { id } = await season.plansExam([6]);
    const first = await arrange(id, { seed: '2027-spring' });
    const other = await arrange(id, { seed: 'another' });
    const again = await arrange(id, { seed: '2027-spring' });
    expect(seated(other.body)).not.toEqual(seated(first.body));
    expect(seated(again.body)).toEqual(seated(first.body));
    expect(again.body.seed).toBe('2027-spring');
    expect(await storedSeats(id)).toHaveLength(6);

    await season.succeeds('POST', `/management/exams/${id}/publication`);
    const late = await arrange(id, { seed: 'another' });
    expect([late.status, late.body.code]).toEqual([409, 'lifecycle.step-not-allowed']);
    expect(seated((await season.succeeds('GET', `/management/exams/${id}/seating`)).body)).toEqual(seated(first.body));
  });

  it('is refused with the numbers when there are too few places, and leaves the arrangement before', async () => {
    const candidates = await season.trained('甲院', '乙院', '丙院');
    const { id } = await season.plansExam([2]);
    await season.succeeds('POST', `/management/exams/${id}/seating`, { trainingIds: idsOf(candidates).slice(0, 2) });

    const { status, body } = await arrange(id);
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'exams.too-few-places', candidates: 3, places: 2, missing: 1 });
    expect(body.detail).toBe('需要编排 3 名考生，考场共有 2 个座位，还差 1 个');
    expect(await storedSeats(id)).toHaveLength(2);
  });

  it('is refused without rooms and without candidates', async () => {
    const noRooms = await season.plansExam([]);
    expect((await arrange(noRooms.id)).body.code).toBe('exams.no-rooms');
    const nobody = await season.plansExam([10]);
    expect((await arrange(nobody.id)).body.code).toBe('exams.no-candidates');
  });

  it('seats the named ones only, or tells of each why not', async () => {
    const [one, other] = (await season.trained('甲院', '乙院')) as [Candidate, Candidate];
    const notReady = await season.admits();
    const stranger = (await new ExamSeason(platform).trained('丙院'))[0] as Candidate;
    const elsewhere = await season.plansExam([5]);
    await season.succeeds('POST', `/management/exams/${elsewhere.id}/seating`, { trainingIds: [other.trainingId] });

    const { id } = await season.plansExam([5]);
    const refused = await arrange(id, { trainingIds: idsOf([one, notReady, stranger, other]) });
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('exams.candidates-not-eligible');
    expect(refused.body.errors).toMatchObject([
      { pointer: '/trainingIds/1', code: 'not-completed' },
      { pointer: '/trainingIds/2', code: 'not-found' },
      { pointer: '/trainingIds/3', code: 'seated-elsewhere' },
    ]);
    expect(await storedSeats(id)).toEqual([]);
    expect(seated((await arrange(id)).body)).toEqual([one.trainingId]);
  });

  it('takes the candidates of its batch where the exam has one', async () => {
    const batchId = randomUUID();
    await season.trained('甲院');
    const mine = await season.admits({ batchId });
    await season.succeeds('POST', '/management/trainings/start', { trainingIds: [mine.trainingId] });
    await season.succeeds('POST', '/management/trainings/completion', { trainingIds: [mine.trainingId] });
    const { id } = await season.plansExam([5], { batchId });
    expect(seated((await arrange(id)).body)).toEqual([mine.trainingId]);
  });

  it('never gives a candidate two seats when two exams are arranged at once', async () => {
    const candidates = await season.trained('甲院', '乙院', '丙院');
    const exams = [await season.plansExam([5]), await season.plansExam([5])];
    const trainingIds = idsOf(candidates);
    const answers = await Promise.all(exams.map(({ id }) => arrange(id, { trainingIds })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const seats = await platform.em().find(Seat, { trainingId: { $in: trainingIds } });
    expect(seats.map(({ trainingId }) => trainingId).sort()).toEqual([...trainingIds].sort());
  });

  it('is one arrangement when the same exam is arranged twice at once', async () => {
    await season.trained('甲院', '乙院', '丙院');
    const { id } = await season.plansExam([5]);
    const answers = await Promise.all([arrange(id), arrange(id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await storedSeats(id)).toHaveLength(3);
  });

  it('is given up when one of its rooms is removed', async () => {
    await season.trained('甲院', '乙院');
    const { id, rooms } = await season.plansExam([2, 2]);
    await season.succeeds('POST', `/management/exams/${id}/seating`, {});
    const { body } = await season.succeeds('DELETE', `/management/exams/${id}/rooms/${rooms[1].id}`);
    expect(body).toMatchObject({ status: 'draft', candidateCount: 0, placeCount: 2 });
    expect(await storedSeats(id)).toEqual([]);
    expect((await arrange(id)).status).toBe(200);
  });

  it('is held by the database too: no seat outside its room, no seat taken twice, no candidate twice', async () => {
    const [one, other] = (await season.trained('甲院', '乙院')) as [Candidate, Candidate];
    const exam = await season.plansExam([2, 5]);
    const [room, larger] = exam.rooms;
    const seat = (changes: object) => ({
      id: randomUUID(),
      version: 1,
      examId: exam.id,
      roomId: room.id,
      roomCapacity: 2,
      number: 1,
      trainingId: one.trainingId,
      traineeId: one.traineeId,
      ...changes,
    });
    const insert = (changes: object) => platform.em().insert(Seat, seat(changes));

    await expect(insert({ number: 3 })).rejects.toThrow(/seat_within_capacity/);
    await expect(insert({ number: 3, roomCapacity: 5 })).rejects.toThrow(/seat_in_room/);
    await expect(insert({ examId: randomUUID() })).rejects.toThrow(/seat_in_room/);
    await insert({});
    await expect(insert({ trainingId: other.trainingId })).rejects.toThrow(/seat_room_id_number_unique/);
    await expect(insert({ roomId: larger.id, roomCapacity: 5, number: 5 })).rejects.toThrow(
      /training_id_unique|one_open/,
    );
    const second = await season.plansExam([5]);
    await expect(insert({ examId: second.id, roomId: second.rooms[0].id, roomCapacity: 5 })).rejects.toThrow(
      /seat_one_open_per_candidate/,
    );
    await expect(
      platform.em().execute('update exams.exam_room set capacity = 1 where id = ?', [room.id]),
    ).rejects.toThrow(/seat_in_room/);
  });
});
