import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { eventually } from '../../../../test/support/eventually.js';
import { type Candidate, ExamSeason } from '../../../../test/support/exam-season.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { Exam } from '../exams/exam.entity.js';
import { Seat } from '../seating/seat.entity.js';
import { KnownPlan } from '../trainings/known-plan.entity.js';
import { verificationLink } from './ticket-form.js';
import { isTicketNumber } from './ticket-number.js';

/** The file as a reader sees it: its text without spaces, and how many pictures it shows. */
async function read(pdf: Buffer) {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false });
  const file = await task.promise;
  const page = await file.getPage(1);
  const { items } = await page.getTextContent();
  const { fnArray } = await page.getOperatorList();
  const pages = file.numPages;
  await task.destroy();
  return {
    pages,
    text: items
      .map((item) => ('str' in item ? item.str : ''))
      .join('')
      .replaceAll(/\s/g, ''),
    pictures: fnArray.filter((operator) => operator === OPS.paintImageXObject).length,
  };
}

describe('admission tickets', () => {
  let platform: TestPlatform;
  let season: ExamSeason;

  beforeAll(async () => {
    platform = await startTestPlatform('exams', { PUBLIC_URL: 'https://api.example.org/' });
  });
  afterAll(() => platform.stop());
  beforeEach(() => {
    platform.clock.fixAt(TEST_NOW);
    season = new ExamSeason(platform);
  });

  const publish = (examId: string) => season.call('POST', `/management/exams/${examId}/publication`);
  const seatsOf = (seating: any): any[] => seating.rooms.flatMap(({ seats }: any) => seats);
  const mine = ({ token }: Candidate) => platform.call('GET', '/exam-tickets', { token });
  const printed = (id: string, token?: string, query = '') =>
    platform.call('GET', `/exam-tickets/${id}/document${query}`, { token });
  const prints = (subjectId: string) => platform.em().find(AuditRecord, { subjectId, action: 'print-exam-ticket' });

  async function seated(candidates: readonly Candidate[], capacities: readonly number[] = [30]) {
    const exam = await season.plansExam(capacities);
    const trainingIds = candidates.map(({ trainingId }) => trainingId);
    await season.succeeds('POST', `/management/exams/${exam.id}/seating`, { trainingIds });
    return exam.id as string;
  }

  it('are issued when the exam is published, one a candidate, and announced', async () => {
    const candidates = await season.trained('甲院', '乙院', '丙院');
    const examId = await seated(candidates, [2, 2]);
    const { status, body } = await publish(examId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'published', publishedAt: TEST_NOW.toISOString() });

    const { body: seating } = await season.succeeds('GET', `/management/exams/${examId}/seating`);
    const seats = seatsOf(seating);
    const exam = await platform.em().findOneOrFail(Exam, { id: examId });
    const examDigits = String(exam.numberInYear).padStart(3, '0');
    expect(seats.map(({ ticketNumber }) => ticketNumber.slice(0, -1))).toEqual([
      `452027${examDigits}01001`,
      `452027${examDigits}01002`,
      `452027${examDigits}02001`,
    ]);
    expect(seats.every(({ ticketNumber }) => isTicketNumber(ticketNumber))).toBe(true);

    const applications = candidates.map(({ applicationId }) => applicationId);
    const events = await season.published('exams.seat-published', applications);
    expect(events).toHaveLength(3);
    for (const { id, trainingId, ticketNumber } of seats) {
      const applicationId = candidates.find((candidate) => candidate.trainingId === trainingId)?.applicationId;
      expect(events).toContainEqual(
        expect.objectContaining({
          aggregateId: id,
          aggregateVersion: 2,
          applicationId,
          examId,
          ticketNumber,
          startsAt: '2027-06-20T01:00:00.000Z',
        }),
      );
    }
  });

  it('are issued once when two administrators publish at once', async () => {
    const candidates = await season.trained('甲院', '乙院');
    const examId = await seated(candidates);
    const answers = await Promise.all([publish(examId), publish(examId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('lifecycle.step-not-allowed');
    const applications = candidates.map(({ applicationId }) => applicationId);
    expect(await season.published('exams.seat-published', applications)).toHaveLength(2);
  });

  it('have numbers that no other exam of the province has, even published at once', async () => {
    const seasons = [season, new ExamSeason(platform), new ExamSeason(platform), new ExamSeason(platform)];
    const seatings = await Promise.all(
      seasons.map(async (one) => one.publishesExam(await one.trained('甲院', '乙院'))),
    );
    const numbers = seatings.flatMap(seatsOf).map(({ ticketNumber }) => ticketNumber);
    expect(new Set(numbers).size).toBe(8);
  });

  it('are not issued before seats are arranged, nor once the exam has begun', async () => {
    const draft = await season.plansExam([5]);
    expect((await publish(draft.id)).body.code).toBe('lifecycle.step-not-allowed');

    const examId = await seated(await season.trained('甲院'));
    platform.clock.fixAt(new Date('2027-06-20T01:00:00Z'));
    const token = platform.token({ roles: ['base_admin'], baseIds: [season.baseId] });
    const late = await platform.call('POST', `/management/exams/${examId}/publication`, { token });
    expect([late.status, late.body.code]).toEqual([409, 'exams.exam-begun']);
    const [seat] = await platform.em().find(Seat, { examId });
    expect(seat).toMatchObject({ ticketNumber: null, version: 1 });
  });

  it('leave the exam as it is from then on', async () => {
    const examId = await seated(await season.trained('甲院'));
    await publish(examId);
    const exam = (await season.succeeds('GET', `/management/exams/${examId}`)).body;
    const details = { title: '改名', startsAt: exam.startsAt, place: exam.place };
    const answers = [
      await season.call('PUT', `/management/exams/${examId}`, details, { 'if-match': `"${exam.version}"` }),
      await season.call('POST', `/management/exams/${examId}/rooms`, { name: '新考场', capacity: 5 }),
      await season.call('DELETE', `/management/exams/${examId}/rooms/${exam.rooms[0].id}`),
      await season.call('POST', `/management/exams/${examId}/seating`, {}),
    ];
    for (const { status, body } of answers) expect([status, body.code]).toEqual([409, 'lifecycle.step-not-allowed']);
    expect((await season.succeeds('GET', `/management/exams/${examId}`)).body).toEqual(exam);
  });

  it('are listed to their owners, only once published', async () => {
    const [one, other] = (await season.trained('甲院', '乙院')) as [Candidate, Candidate];
    const examId = await seated([one, other]);
    expect((await mine(one)).body).toEqual({ items: [], nextCursor: null });
    await publish(examId);

    const { status, body } = await mine(one);
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        examId,
        examTitle: '2027年春季人类辅助生殖技术规范培训结业考试',
        startsAt: '2027-06-20T01:00:00.000Z',
        room: '第1考场',
        result: null,
      },
    ]);
    const theirs = (await mine(other)).body.items;
    expect(theirs[0].ticketNumber).not.toBe(body.items[0].ticketNumber);
    expect((await season.call('GET', '/exam-tickets')).status).toBe(403);
  });

  it('are printed with photo, name, ID number, seat, time in Beijing, place, rules and QR code', async () => {
    const store = platform.platform.app.get(ObjectStore);
    const photoKey = `applications/frozen/${randomUUID()}`;
    const photo = await sharp({ create: { width: 300, height: 420, channels: 3, background: 'steelblue' } })
      .jpeg()
      .toBuffer();
    await store.put(photoKey, Readable.from([photo]), { mediaType: 'image/jpeg' });
    await season.tellsPlan();
    await eventually('the base’s name is known', () =>
      platform.em().findOneOrFail(KnownPlan, { baseId: season.baseId }),
    );
    const candidate = await season.admits({ name: '韦𠮷祥', photoKey, sendingUnit: '柳州市妇幼保健院' });
    const trainingIds = [candidate.trainingId];
    await season.succeeds('POST', '/management/trainings/start', { trainingIds });
    await season.succeeds('POST', '/management/trainings/completion', { trainingIds });
    const [seat] = seatsOf(await season.publishesExam([candidate]));

    const { status, headers, body } = await printed(seat.id, candidate.token, '?format=pdf');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('准考证'));
    expect(headers.get('cache-control')).toBe('private, no-store');
    const { text, pages, pictures } = await read(body);
    expect(pages).toBe(1);
    // the photo and the QR code
    expect(pictures).toBe(2);
    for (const words of [
      '广西壮族自治区人类辅助生殖技术规范培训结业考试准考证',
      seat.ticketNumber,
      '韦𠮷祥',
      '450103199001011235',
      '男',
      '柳州市妇幼保健院',
      '广西壮族自治区生殖医院',
      '临床',
      '2027年6月20日（星期日）09:00—11:30',
      '广西壮族自治区生殖医院教学楼',
      '广西南宁市青秀区示例路1号',
      '第1考场',
      '考生须知',
      '居民身份证',
    ]) {
      expect(text).toContain(words);
    }
    expect((await printed(seat.id, candidate.token)).body).toEqual(body);
    expect(await prints(seat.id)).toMatchObject([
      { actorId: candidate.traineeId, facts: { format: 'pdf' } },
      { actorId: candidate.traineeId, facts: { format: 'pdf' } },
    ]);
    expect(JSON.stringify(await prints(seat.id))).not.toContain('450103');
  });

  it('are given to their owner and the base’s administrators, and nobody else', async () => {
    const [owner, other] = (await season.trained('甲院', '乙院')) as [Candidate, Candidate];
    const seating = await season.publishesExam([owner, other]);
    const { id } = seatsOf(seating).find(({ trainingId }) => trainingId === owner.trainingId);
    const forBase = (token: string, examId = seating.examId) =>
      platform.call('GET', `/management/exams/${examId}/tickets/${id}/document`, { token });

    expect([(await printed(id, other.token)).status, (await printed(id)).status]).toEqual([404, 401]);
    expect((await printed(id, season.admin)).status).toBe(403);
    expect((await forBase(owner.token)).status).toBe(403);
    expect((await forBase(platform.token({ roles: ['base_admin'], baseIds: [randomUUID()] }))).status).toBe(404);
    const otherExam = await season.plansExam([5]);
    expect((await forBase(season.admin, otherExam.id)).body.code).toBe('exams.ticket-not-found');
    expect(await prints(id)).toEqual([]);

    const { status, body } = await forBase(season.admin);
    expect(status).toBe(200);
    expect((await read(body)).text).toContain('450103199001011235');
    expect(await prints(id)).toHaveLength(1);
    expect((await printed(id, owner.token, '?format=docx')).status).toBe(422);
  });

  it('are not printed before publication', async () => {
    const [candidate] = (await season.trained('甲院')) as [Candidate];
    const examId = await seated([candidate]);
    const seat = await platform.em().findOneOrFail(Seat, { examId });
    expect((await printed(seat.id, candidate.token)).body.code).toBe('exams.ticket-not-found');
    const forBase = await season.call('GET', `/management/exams/${examId}/tickets/${seat.id}/document`);
    expect(forBase.body.code).toBe('exams.ticket-not-found');
  });

  it('are verified by anyone, with a masked name, as genuine and current until the exam is over', async () => {
    const [candidate] = (await season.trained('甲院')) as [Candidate];
    const [seat] = seatsOf(await season.publishesExam([candidate]));
    const verify = async (number: string) => (await platform.call('GET', `/verifications/exam-tickets/${number}`)).body;

    const genuine = await verify(seat.ticketNumber);
    expect(genuine).toEqual({
      ticketNumber: seat.ticketNumber,
      genuine: true,
      current: true,
      maskedName: '张*明',
      examTitle: '2027年春季人类辅助生殖技术规范培训结业考试',
      startsAt: '2027-06-20T01:00:00.000Z',
      room: '第1考场',
      seatNumber: 1,
    });
    platform.clock.fixAt(new Date('2027-06-20T03:30:00Z'));
    expect(await verify(seat.ticketNumber)).toMatchObject({ genuine: true, current: false });

    const scanned = await fetch(verificationLink(platform.url, seat.ticketNumber));
    expect(await scanned.json()).toMatchObject({ ticketNumber: seat.ticketNumber, genuine: true });

    const wrongDigit = (Number(seat.ticketNumber.at(-1)) + 1) % 10;
    for (const number of [`${seat.ticketNumber.slice(0, -1)}${wrongDigit}`, '452027999990019', "x' or '1'='1"]) {
      expect(await verify(encodeURIComponent(number))).toMatchObject({
        genuine: false,
        current: false,
        maskedName: null,
      });
    }
  });
});
