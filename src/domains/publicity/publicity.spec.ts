import { randomUUID } from 'node:crypto';
import { eventually } from '../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../test/support/platform.js';
import { AuditRecord } from '../../platform/audit/audit-record.entity.js';
import { OutboxMessage } from '../../platform/events/outbox-message.entity.js';
import { Receipt } from '../../platform/events/receipt.entity.js';
import { JobWorker } from '../../platform/jobs/worker.js';
import {
  type ApplicationAction,
  type ApplicationStatus,
  ApplicationStatusChanged,
} from '../applications/contracts/index.js';
import { PlanChanged } from '../recruitment/contracts/index.js';
import { AdmissionListEntry } from './admission-lists/admission-list-entry.entity.js';
import { EndPublicity } from './admission-lists/end-publicity.js';
import { Candidate } from './candidates/candidate.entity.js';
import { PublicityPlan } from './candidates/publicity-plan.entity.js';

const DAY_SECONDS = 24 * 60 * 60;

interface Plan {
  id: string;
  baseId: string;
}

let platform: TestPlatform;
let plan: Plan;
let token: string;

beforeAll(async () => {
  platform = await startTestPlatform('publicity');
});
afterAll(() => platform.stop());
beforeEach(async () => {
  platform.clock.moveTo(TEST_NOW);
  plan = await aPlan(2);
  token = tokenFor(plan.baseId);
});

const tokenFor = (...baseIds: string[]) => platform.token({ roles: ['base_admin'], baseIds });

const publishPlan = (id: string, baseId: string, quota: number, version: number) =>
  platform.publish(PlanChanged, {
    aggregateId: id,
    aggregateVersion: version,
    occurredAt: TEST_NOW.toISOString(),
    status: 'published',
    specialty: 'clinical',
    quota,
    baseId,
    baseName: '示例基地',
    baseSuspended: false,
    batchId: randomUUID(),
    batchName: '2026年',
    opensAt: '2026-09-01T00:00:00Z',
    closesAt: '2026-10-31T00:00:00Z',
    resubmissionGraceDays: 7,
    requirements: [],
  });

async function aPlan(quota: number): Promise<Plan> {
  const made = { id: randomUUID(), baseId: randomUUID() };
  await publishPlan(made.id, made.baseId, quota, 1);
  await eventually('the plan to be known', () => platform.em().findOneOrFail(PublicityPlan, { id: made.id }));
  return made;
}

const change = (
  applicationId: string,
  version: number,
  action: ApplicationAction,
  from: ApplicationStatus,
  to: ApplicationStatus,
  name = '张小明',
) =>
  platform.publish(ApplicationStatusChanged, {
    aggregateId: applicationId,
    aggregateVersion: version,
    occurredAt: TEST_NOW.toISOString(),
    traineeId: randomUUID(),
    planId: plan.id,
    baseId: plan.baseId,
    batchId: randomUUID(),
    specialty: 'clinical',
    revision: 1,
    applicantName: platform.encryption.seal('name', name),
    maskedApplicantName: '张*明',
    sendingUnit: '示例市妇幼保健院',
    action,
    from,
    to,
    previousPlanId: null,
    reason: null,
    idNumber: platform.encryption.seal('id-number', '450103199001011234'),
    photoKey: null,
  });

const pass = (id: string, version = 5) =>
  change(id, version, 'pass-second-review', 'signature_submitted', 'second_review_passed');
const withdraw = (id: string, version = 6) => change(id, version, 'withdraw', 'second_review_passed', 'withdrawn');

async function candidates(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) await pass(id);
  await eventually('the candidates to be known', async () =>
    expect(await platform.em().count(Candidate, { applicationId: { $in: ids } })).toBe(count),
  );
  return ids;
}

const create = (planId = plan.id) => platform.call('POST', '/management/admission-lists', { token, body: { planId } });
const replace = (id: string, version: number, applicationIds: string[]) =>
  platform.call('PUT', `/management/admission-lists/${id}/entries`, {
    token,
    body: { applicationIds },
    headers: { 'if-match': `"${version}"` },
  });
const publish = (id: string, body: unknown = {}) =>
  platform.call('POST', `/management/admission-lists/${id}/publication`, { token, body });
const getList = async (id: string) => (await platform.call('GET', `/management/admission-lists/${id}`, { token })).body;
const getNotice = (id: string) => platform.call('GET', `/notices/${id}`);

async function aListOf(applicationIds: string[]): Promise<string> {
  const { body } = await create();
  const replaced = await replace(body.id, body.version, applicationIds);
  expect(replaced.status).toBe(200);
  return body.id as string;
}

const messages = (name: string, applicationIds: string[]) =>
  platform
    .em()
    .find(OutboxMessage, { name })
    .then((found) =>
      found.filter(({ payload }) => applicationIds.includes((payload as { applicationId: string }).applicationId)),
    );

const entriesOf = (listId: string) =>
  platform.em().find(AdmissionListEntry, { listId }, { orderBy: { position: 'asc' } });

const settled = (aggregateId: string) =>
  eventually('every event of the application to be applied', async () => {
    const found = await platform.em().find(OutboxMessage, { aggregateId });
    const receipts = await platform.em().count(Receipt, { messageId: { $in: found.map(({ id }) => id) } });
    expect(receipts).toBe(found.length);
  });

const endPublicity = () => platform.platform.app.get(EndPublicity).run(platform.em());

describe('the candidates of a plan', () => {
  it('are those who passed second review, in whatever order their events came', async () => {
    const [passed] = await candidates(1);
    const [withdrawn, publicized, early] = [randomUUID(), randomUUID(), randomUUID()];
    await withdraw(withdrawn);
    await change(publicized, 6, 'publicize', 'second_review_passed', 'publicized');
    await change(early, 3, 'submit-signature-pages', 'first_review_passed', 'signature_submitted');
    for (const id of [withdrawn, publicized, early]) await settled(id);
    await pass(withdrawn);
    await pass(publicized);
    for (const id of [withdrawn, publicized]) await settled(id);

    const { body: list } = await create();
    const { body } = await platform.call('GET', `/management/admission-lists/${list.id}/candidates`, { token });
    expect(body.items).toEqual([
      { applicationId: passed, maskedApplicantName: '张*明', sendingUnit: '示例市妇幼保健院' },
    ]);
    expect(await platform.em().findOne(Candidate, { applicationId: early })).toBeNull();
    const stored = await platform.em().findOneOrFail(Candidate, { applicationId: passed as string });
    expect(platform.encryption.open('name', stored.applicantName)).toBe('张小明');
  });

  it('are of a plan as its newest event told it', async () => {
    await publishPlan(plan.id, plan.baseId, 9, 3);
    await publishPlan(plan.id, plan.baseId, 1, 2);
    await settled(plan.id);
    const { body } = await create();
    expect(body).toMatchObject({ quota: 9, remaining: 9, baseName: '示例基地', status: 'draft', entries: [] });
  });
});

describe('a draft', () => {
  it('holds candidates in the order that was given, and says what can be done', async () => {
    const [one, two] = await candidates(2);
    const { status, headers, body } = await create();
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"1"');
    expect(body.blockedActions).toEqual([{ action: 'publish', code: 'publicity.list-empty' }]);
    await replace(body.id, 1, [one as string, two as string]);
    const replaced = await replace(body.id, 2, [two as string, one as string]);
    expect(replaced).toMatchObject({ status: 200, body: { version: 3, entryCount: 2 } });
    expect(replaced.headers.get('etag')).toBe('"3"');
    expect(replaced.body.entries).toMatchObject([
      { applicationId: two, position: 1, status: 'listed' },
      { applicationId: one, position: 2, status: 'listed' },
    ]);
    expect(replaced.body.availableActions).toEqual(['replace-entries', 'publish']);
  });

  it('refuses a version that is no longer there, and none at all', async () => {
    const [one] = await candidates(1);
    const { body } = await create();
    const path = `/management/admission-lists/${body.id}/entries`;
    expect(await platform.call('PUT', path, { token, body: { applicationIds: [] } })).toMatchObject({ status: 428 });
    const answers = await Promise.all([replace(body.id, 1, [one as string]), replace(body.id, 1, [])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('refuses whoever is no candidate of the plan, anybody twice, and more than there are places', async () => {
    const [one, two, three] = (await candidates(3)) as [string, string, string];
    const stranger = randomUUID();
    const { body } = await create();
    expect(await replace(body.id, 1, [one, stranger])).toMatchObject({
      status: 409,
      body: { code: 'publicity.candidate-not-eligible', errors: [{ pointer: '/applicationIds/1' }] },
    });
    expect(await replace(body.id, 1, [one, one.toUpperCase()])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/applicationIds/1', code: 'repeated' }] },
    });
    expect(await replace(body.id, 1, [one, two, three])).toMatchObject({
      status: 409,
      body: { code: 'publicity.quota-exceeded', quota: 2, remaining: 2, wanted: 3 },
    });
    expect(await getList(body.id)).toMatchObject({ version: 1, entries: [] });
  });

  it('is nothing to administrators of another base', async () => {
    const { body } = await create();
    token = tokenFor(randomUUID());
    expect((await create()).body.code).toBe('publicity.plan-not-found');
    expect((await getList(body.id)).code).toBe('publicity.list-not-found');
    expect((await replace(body.id, 1, [])).status).toBe(404);
    expect((await publish(body.id)).status).toBe(404);
    const { body: page } = await platform.call('GET', '/management/admission-lists', { token });
    expect(page.items).toEqual([]);
  });

  it('is found by plan and state, by the base and by the province', async () => {
    const { body } = await create();
    const province = platform.token({ roles: ['province_admin'] });
    for (const reader of [token, province]) {
      const path = `/management/admission-lists?planId=${plan.id}&status=draft`;
      const { body: page } = await platform.call('GET', path, { token: reader });
      expect(page.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    }
  });
});

describe('the publication of a list', () => {
  it('makes a public notice with masked names, and announces each person', async () => {
    const ids = await candidates(2);
    const listId = await aListOf(ids);
    const { status, body } = await publish(listId);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'published',
      endsAt: '2026-11-30T16:00:00.000Z',
      holidaysKnown: true,
      remaining: 0,
      availableActions: [],
    });

    const notice = await getNotice(body.noticeId);
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

    const announced = await messages('publicity.candidate-publicized', ids);
    expect(announced.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ applicationId: ids[0], listId, noticeId: body.noticeId, endsAt: body.endsAt }),
      ]),
    );
    expect(announced).toHaveLength(2);
    await platform.em().findOneOrFail(AuditRecord, { subjectId: listId, action: 'publish-admission-list' });
  });

  it('has one winner under a race, and the other is told that it was published', async () => {
    const ids = await candidates(1);
    const listId = await aListOf(ids);
    const [won, lost] = (await Promise.all([publish(listId), publish(listId)])).toSorted((a, b) => a.status - b.status);
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    expect(lost?.body).toMatchObject({ code: 'publicity.list-already-published', noticeId: won?.body.noticeId });
    expect(await messages('publicity.candidate-publicized', ids)).toHaveLength(1);
    expect((await replace(listId, 3, [])).body.code).toBe('publicity.list-already-published');
  });

  it('never exceeds the quota of the plan, also when two of its lists race', async () => {
    const [one, two, three, four] = (await candidates(4)) as [string, string, string, string];
    const lists = [await aListOf([one, two]), await aListOf([three, four])];
    const answers = await Promise.all(lists.map((listId) => publish(listId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('publicity.quota-exceeded');
    expect(await messages('publicity.candidate-publicized', [one, two, three, four])).toHaveLength(2);
    const refused = await create().then(({ body }) => replace(body.id, body.version, [three]));
    expect(refused.body).toMatchObject({ code: 'publicity.quota-exceeded', remaining: 0 });
  });

  it('publicizes a person once, whatever lists they are on', async () => {
    const [one] = (await candidates(1)) as [string];
    const lists = [await aListOf([one]), await aListOf([one])];
    const answers = await Promise.all(lists.map((listId) => publish(listId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'publicity.candidate-not-eligible',
      applicationIds: [one],
    });
  });

  it('lasts five working days at least, and not beyond reason', async () => {
    const listId = await aListOf(await candidates(1));
    expect(await publish(listId, { endsAt: '2026-11-30T23:59:59+08:00' })).toMatchObject({
      status: 422,
      body: {
        code: 'publicity.period-too-short',
        earliestEndsAt: '2026-11-30T16:00:00.000Z',
        errors: [{ pointer: '/endsAt', code: 'range' }],
      },
    });
    expect((await publish(listId, { endsAt: '2062-12-01T00:00:00+08:00' })).body.code).toBe(
      'publicity.period-too-long',
    );
    expect(await getList(listId)).toMatchObject({ status: 'draft', noticeId: null });
    const { body } = await publish(listId, { endsAt: '2026-12-05T18:00:00+08:00', title: '补录公示' });
    expect(body.endsAt).toBe('2026-12-05T10:00:00.000Z');
    expect((await getNotice(body.noticeId)).body.title).toBe('补录公示');
  });

  it('refuses an empty list', async () => {
    const { body } = await create();
    expect(await publish(body.id)).toMatchObject({ status: 409, body: { code: 'publicity.list-empty' } });
  });
});

describe('a candidate who withdraws', () => {
  it('drops off a draft, and the rest can be published', async () => {
    const [stays, leaves] = (await candidates(2)) as [string, string];
    const listId = await aListOf([leaves, stays]);
    await withdraw(leaves);
    await settled(leaves);
    const { body } = await publish(listId);
    expect(body.entries).toMatchObject([{ status: 'withdrawn' }, { status: 'publicized' }]);
    expect((await getNotice(body.noticeId)).body.entries).toHaveLength(1);
  });

  it('at the moment of the publication is taken off the page, frees the place and is not admitted', async () => {
    const [leaves, next] = (await candidates(2)) as [string, string];
    const listId = await aListOf([leaves]);
    const { body } = await publish(listId);
    const { headers } = await getNotice(body.noticeId);
    await withdraw(leaves);
    await settled(leaves);
    const notice = await platform.call('GET', `/notices/${body.noticeId}`, {
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    });
    expect(notice).toMatchObject({ status: 200, body: { entries: [] } });
    expect((await getList(listId)).remaining).toBe(2);
    await publish(await aListOf([next]));
    platform.clock.advance(8 * DAY_SECONDS);
    await endPublicity();
    expect(await messages('publicity.candidate-admitted', [leaves, next])).toHaveLength(1);
  });
});

describe('the end of the publicity', () => {
  it('is not undone by a withdrawal that is heard of later, and that is noted', async () => {
    const [one] = (await candidates(1)) as [string];
    const listId = await aListOf([one]);
    await publish(listId);
    platform.clock.advance(8 * DAY_SECONDS);
    await endPublicity();
    await withdraw(one);
    await settled(one);
    const [entry] = await entriesOf(listId);
    expect(entry?.status).toBe('admitted');
    await platform.em().findOneOrFail(AuditRecord, { subjectId: entry?.id, action: 'refuse-late-withdrawal' });
  });

  it('admits everybody who is left exactly once, not a second early, however many do it', async () => {
    const ids = await candidates(2);
    const listId = await aListOf(ids);
    const { body } = await publish(listId);
    platform.clock.moveTo(new Date(new Date(body.endsAt).getTime() - 1000));
    await endPublicity();
    expect(await messages('publicity.candidate-admitted', ids)).toEqual([]);

    platform.clock.advance(1);
    await Promise.all([endPublicity(), endPublicity(), endPublicity()]);
    await endPublicity();
    const admitted = await messages('publicity.candidate-admitted', ids);
    expect(admitted.map(({ payload }) => (payload as { applicationId: string }).applicationId).sort()).toEqual(
      [...ids].sort(),
    );
    expect((await entriesOf(listId)).map(({ status }) => status)).toEqual(['admitted', 'admitted']);
    token = tokenFor(plan.baseId);
    expect(await getList(listId)).toMatchObject({ status: 'ended', remaining: 0 });
    expect(await platform.em().count(AuditRecord, { subjectId: listId, action: 'end-publicity' })).toBe(1);
    expect((await getNotice(body.noticeId)).body.entries).toHaveLength(2);
  });

  it('comes by itself when the clock has gone past it, as after a time in which nothing ran', async () => {
    const ids = await candidates(1);
    await publish(await aListOf(ids));
    platform.clock.advance(30 * DAY_SECONDS);
    await platform.platform.app.get(JobWorker).enqueueTimed();
    await eventually('the candidate to be admitted', async () =>
      expect(await messages('publicity.candidate-admitted', ids)).toHaveLength(1),
    );
  });
});

describe('the notices', () => {
  const post = (as: string, body: unknown) => platform.call('POST', '/management/notices', { token: as, body });
  const province = () => platform.token({ roles: ['province_admin'] });
  const announcement = { title: '关于报名的通知', body: '各有关单位：\n请按时报名。' };

  it('are read by anyone, pinned above, newest first, page by page', async () => {
    // later than what any other test publishes
    platform.clock.advance(DAY_SECONDS);
    const ids: string[] = [];
    for (const pinned of [false, true, false, true]) {
      const { status, body } = await post(province(), { ...announcement, pinned });
      expect(status).toBe(201);
      ids.push(body.id);
      platform.clock.advance(60);
    }
    const first = await platform.call('GET', '/notices?limit=2');
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual([ids[3], ids[1]]);
    const second = await platform.call('GET', `/notices?limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`);
    expect(second.body.items.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[0]]);
    expect((await getNotice(ids[0] as string)).body).toMatchObject({ ...announcement, baseName: null, entries: [] });
    for (const [index, id] of ids.entries()) {
      if (index % 2 === 0) continue;
      await platform.call('PUT', `/management/notices/${id}`, {
        token: province(),
        body: announcement,
        headers: { 'if-match': '"1"' },
      });
    }
  });

  it('of a base name it, and only its own administrators post and correct them', async () => {
    expect(await post(token, announcement)).toMatchObject({ status: 422, body: { code: 'publicity.base-required' } });
    const elsewhere = { ...announcement, baseId: randomUUID() };
    expect(await post(token, elsewhere)).toMatchObject({ status: 404, body: { code: 'publicity.base-not-found' } });
    const { body } = await post(token, { ...announcement, baseId: plan.baseId });
    expect(body).toMatchObject({ kind: 'announcement', baseName: '示例基地', pinned: false });

    const revise = (as: string, version: number) =>
      platform.call('PUT', `/management/notices/${body.id}`, {
        token: as,
        body: { title: '更正', body: '已更正', pinned: false },
        headers: { 'if-match': `"${version}"` },
      });
    expect((await revise(tokenFor(randomUUID()), 1)).status).toBe(404);
    expect(await revise(token, 1)).toMatchObject({ status: 200, body: { title: '更正', version: 2 } });
    expect(await revise(province(), 1)).toMatchObject({ status: 412, body: { currentVersion: 2 } });
  });

  it('of an admission list are corrected by nobody', async () => {
    const { body } = await publish(await aListOf(await candidates(1)));
    const revised = await platform.call('PUT', `/management/notices/${body.noticeId}`, {
      token,
      body: announcement,
      headers: { 'if-match': '"1"' },
    });
    expect(revised).toMatchObject({ status: 409, body: { code: 'publicity.notice-of-list' } });
    expect((await getNotice(body.noticeId)).body.title).toContain('拟录取名单公示');
  });

  it('that do not exist are told so', async () => {
    expect(await getNotice(randomUUID())).toMatchObject({ status: 404, body: { code: 'publicity.notice-not-found' } });
    expect(await getNotice('1')).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });
});
