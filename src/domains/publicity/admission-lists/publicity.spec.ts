import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { PublicityDesk } from '../../../../test/support/publicity-desk.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { JobWorker } from '../../../platform/jobs/worker.js';
import { AdmissionListEntry } from './admission-list-entry.entity.js';

const DAY_SECONDS = 24 * 60 * 60;

let platform: TestPlatform;
let desk: PublicityDesk;

beforeAll(async () => {
  platform = await startTestPlatform('publicity');
});
afterAll(() => platform.stop());
beforeEach(async () => {
  platform.clock.moveTo(TEST_NOW);
  desk = await PublicityDesk.open(platform);
});

const entriesOf = (listId: string) =>
  platform.em().find(AdmissionListEntry, { listId }, { orderBy: { position: 'asc' } });

describe('the publication of a list', () => {
  it('makes a public notice with masked names, and announces each person', async () => {
    const ids = await desk.candidates(2);
    const listId = await desk.aListOf(ids);
    const { status, body } = await desk.publish(listId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'published',
      endsAt: '2026-11-30T16:00:00.000Z',
      holidaysKnown: true,
      remaining: 0,
      availableActions: [],
    });

    const notice = await desk.getNotice(body.noticeId);
    expect(notice.status).toBe(200);
    expect(notice.body).toMatchObject({
      kind: 'admission-list',
      title: '示例基地2026年临床专业拟录取名单公示',
      endsAt: '2026-11-30T16:00:00.000Z',
    });
    expect(notice.body.entries).toEqual(
      [1, 2].map((position) => ({
        position,
        maskedName: '张*明',
        sendingUnit: '示例市妇幼保健院',
        specialty: 'clinical',
        baseName: '示例基地',
      })),
    );
    expect(JSON.stringify(notice.body)).not.toMatch(/张小明|450103/);
    for (const id of ids) expect(JSON.stringify(notice.body)).not.toContain(id);

    const announced = await desk.messages('publicity.candidate-publicized', ids);
    expect(announced.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ applicationId: ids[0], listId, noticeId: body.noticeId, endsAt: body.endsAt }),
      ]),
    );
    expect(announced).toHaveLength(2);
    await platform.em().findOneOrFail(AuditRecord, { subjectId: listId, action: 'publish-admission-list' });
  });

  it('has one winner under a race, and the other is told that it was published', async () => {
    const ids = await desk.candidates(1);
    const listId = await desk.aListOf(ids);
    const [won, lost] = (await Promise.all([desk.publish(listId), desk.publish(listId)])).toSorted(
      (a, b) => a.status - b.status,
    );
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    expect(lost?.body).toMatchObject({ code: 'publicity.list-already-published', noticeId: won?.body.noticeId });
    expect(await desk.messages('publicity.candidate-publicized', ids)).toHaveLength(1);
    expect((await desk.replace(listId, 3, [])).body.code).toBe('publicity.list-already-published');
  });

  it('never exceeds the quota of the plan, also when two of its lists race', async () => {
    const [one, two, three, four] = (await desk.candidates(4)) as [string, string, string, string];
    const lists = [await desk.aListOf([one, two]), await desk.aListOf([three, four])];
    const answers = await Promise.all(lists.map((listId) => desk.publish(listId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('publicity.quota-exceeded');
    expect(await desk.messages('publicity.candidate-publicized', [one, two, three, four])).toHaveLength(2);
    const refused = await desk.create().then(({ body }) => desk.replace(body.id, body.version, [three]));
    expect(refused.body).toMatchObject({ code: 'publicity.quota-exceeded', remaining: 0 });
  });

  it('publicizes a person once, whatever lists they are on', async () => {
    const [one] = (await desk.candidates(1)) as [string];
    const lists = [await desk.aListOf([one]), await desk.aListOf([one])];
    const answers = await Promise.all(lists.map((listId) => desk.publish(listId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'publicity.candidate-not-eligible',
      applicationIds: [one],
    });
  });

  it('lasts five working days at least, and not beyond reason', async () => {
    const listId = await desk.aListOf(await desk.candidates(1));
    expect(await desk.publish(listId, { endsAt: '2026-11-30T23:59:59+08:00' })).toMatchObject({
      status: 422,
      body: {
        code: 'publicity.period-too-short',
        earliestEndsAt: '2026-11-30T16:00:00.000Z',
        errors: [{ pointer: '/endsAt', code: 'range' }],
      },
    });
    expect((await desk.publish(listId, { endsAt: '2062-12-01T00:00:00+08:00' })).body.code).toBe(
      'publicity.period-too-long',
    );
    expect(await desk.getList(listId)).toMatchObject({ status: 'draft', noticeId: null });
    const { body } = await desk.publish(listId, { endsAt: '2026-12-05T18:00:00+08:00', title: '补录公示' });
    expect(body.endsAt).toBe('2026-12-05T10:00:00.000Z');
    expect((await desk.getNotice(body.noticeId)).body.title).toBe('补录公示');
  });

  it('refuses an empty list', async () => {
    const { body } = await desk.create();
    expect(await desk.publish(body.id)).toMatchObject({ status: 409, body: { code: 'publicity.list-empty' } });
  });
});

describe('a candidate who withdraws', () => {
  it('drops off a draft, and the rest can be published', async () => {
    const [stays, leaves] = (await desk.candidates(2)) as [string, string];
    const listId = await desk.aListOf([leaves, stays]);
    await desk.withdraw(leaves);
    await desk.settled(leaves);
    const { body } = await desk.publish(listId);
    expect(body.entries).toMatchObject([{ status: 'withdrawn' }, { status: 'publicized' }]);
    expect((await desk.getNotice(body.noticeId)).body.entries).toHaveLength(1);
  });

  it('at the moment of the publication is taken off the page, frees the place and is not admitted', async () => {
    const [leaves, next] = (await desk.candidates(2)) as [string, string];
    const listId = await desk.aListOf([leaves]);
    const { body } = await desk.publish(listId);
    const { headers } = await desk.getNotice(body.noticeId);
    await desk.withdraw(leaves);
    await desk.settled(leaves);
    const notice = await platform.call('GET', `/notices/${body.noticeId}`, {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(notice).toMatchObject({ status: 200, body: { entries: [] } });
    expect((await desk.getList(listId)).remaining).toBe(2);
    await desk.publish(await desk.aListOf([next]));
    platform.clock.advance(8 * DAY_SECONDS);
    await desk.endPublicity();
    expect(await desk.messages('publicity.candidate-admitted', [leaves, next])).toHaveLength(1);
  });
});

describe('a candidate whose pass is taken back', () => {
  it('drops off draft and page, can be on no list, and on another once passed again', async () => {
    const [one, other] = (await desk.candidates(2)) as [string, string];
    const draft = await desk.aListOf([other]);
    const { body } = await desk.publish(await desk.aListOf([one]));
    for (const id of [one, other]) {
      await desk.takesBack(id);
      await desk.settled(id);
    }
    expect((await desk.getNotice(body.noticeId)).body.entries).toEqual([]);
    expect((await entriesOf(draft)).map(({ status }) => status)).toEqual(['withdrawn']);
    const refused = { status: 409, body: { code: 'publicity.candidate-not-eligible' } };
    const empty = (await desk.create()).body;
    expect(await desk.replace(empty.id, empty.version, [one])).toMatchObject(refused);

    await desk.passAgain(one);
    await desk.settled(one);
    expect((await desk.publish(await desk.aListOf([one]))).body.entries).toMatchObject([{ status: 'publicized' }]);
    const messages = await desk.messages('publicity.candidate-publicized', [one]);
    expect(messages.map(({ payload }) => (payload as { applicationVersion: number }).applicationVersion)).toEqual([
      5, 7,
    ]);
  });

  it('drops off the lists of that pass also when it is heard of after the next', async () => {
    const [one] = (await desk.candidates(1)) as [string];
    const draft = await desk.aListOf([one]);
    await desk.passAgain(one);
    await desk.settled(one);
    expect(await desk.publish(draft)).toMatchObject({ body: { code: 'publicity.candidate-not-eligible' } });
    await desk.takesBack(one);
    await desk.settled(one);
    expect((await entriesOf(draft)).map(({ status }) => status)).toEqual(['withdrawn']);
    expect((await desk.publish(await desk.aListOf([one]))).status).toBe(200);
  });
});

describe('the end of the publicity', () => {
  it('is not undone by a withdrawal that is heard of later, and that is noted', async () => {
    const [one] = (await desk.candidates(1)) as [string];
    const listId = await desk.aListOf([one]);
    await desk.publish(listId);
    platform.clock.advance(8 * DAY_SECONDS);
    await desk.endPublicity();
    await desk.withdraw(one);
    await desk.settled(one);
    const [entry] = await entriesOf(listId);
    expect(entry?.status).toBe('admitted');
    await platform.em().findOneOrFail(AuditRecord, { subjectId: entry?.id, action: 'refuse-late-withdrawal' });
  });

  it('admits everybody who is left exactly once, not a second early, however many do it', async () => {
    const ids = await desk.candidates(2);
    const listId = await desk.aListOf(ids);
    const { body } = await desk.publish(listId);
    platform.clock.moveTo(new Date(new Date(body.endsAt).getTime() - 1000));
    await desk.endPublicity();
    expect(await desk.messages('publicity.candidate-admitted', ids)).toEqual([]);

    platform.clock.advance(1);
    await Promise.all([desk.endPublicity(), desk.endPublicity(), desk.endPublicity()]);
    await desk.endPublicity();
    const admitted = await desk.messages('publicity.candidate-admitted', ids);
    expect(admitted.map(({ payload }) => (payload as { applicationId: string }).applicationId).sort()).toEqual(
      [...ids].sort(),
    );
    expect((await entriesOf(listId)).map(({ status }) => status)).toEqual(['admitted', 'admitted']);
    desk.signIn();
    expect(await desk.getList(listId)).toMatchObject({ status: 'ended', remaining: 0 });
    expect(await platform.em().count(AuditRecord, { subjectId: listId, action: 'end-publicity' })).toBe(1);
    expect((await desk.getNotice(body.noticeId)).body.entries).toHaveLength(2);
  });

  it('comes by itself when the clock has gone past it, as after a time in which nothing ran', async () => {
    const ids = await desk.candidates(1);
    await desk.publish(await desk.aListOf(ids));
    platform.clock.advance(30 * DAY_SECONDS);
    await platform.platform.app.get(JobWorker).enqueueTimed();
    await eventually('the candidate to be admitted', async () =>
      expect(await desk.messages('publicity.candidate-admitted', ids)).toHaveLength(1),
    );
  });
});
