import { randomUUID } from 'node:crypto';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { PublicityDesk } from '../../../../test/support/publicity-desk.js';
import { Candidate } from '../candidates/candidate.entity.js';

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

describe('the candidates of a plan', () => {
  it('are those who passed second review, in whatever order their events came', async () => {
    const [passed] = await desk.candidates(1);
    const [withdrawn, publicized, early] = [randomUUID(), randomUUID(), randomUUID()];
    await desk.withdraw(withdrawn);
    await desk.change(publicized, 6, 'publicize', 'second_review_passed', 'publicized');
    await desk.change(early, 3, 'submit-signature-pages', 'first_review_passed', 'signature_submitted');
    for (const id of [withdrawn, publicized, early]) await desk.settled(id);
    await desk.pass(withdrawn);
    await desk.pass(publicized);
    for (const id of [withdrawn, publicized]) await desk.settled(id);

    const { body: list } = await desk.create();
    const { body } = await platform.call('GET', `/management/admission-lists/${list.id}/candidates`, {
      token: desk.token,
    });
    expect(body.items).toEqual([
      { applicationId: passed, maskedApplicantName: '张*明', sendingUnit: '示例市妇幼保健院' },
    ]);
    expect(await platform.em().findOne(Candidate, { applicationId: early })).toBeNull();
    const stored = await platform.em().findOneOrFail(Candidate, { applicationId: passed as string });
    expect(platform.encryption.open('name', stored.applicantName)).toBe('张小明');
  });

  it('are of a plan as its newest event told it', async () => {
    await desk.tellsPlan(9, 3);
    await desk.tellsPlan(1, 2);
    await desk.settled(desk.planId);
    const { body } = await desk.create();
    expect(body).toMatchObject({ quota: 9, remaining: 9, baseName: '示例基地', status: 'draft', entries: [] });
  });
});

describe('a draft', () => {
  it('holds candidates in the order that was given, and says what can be done', async () => {
    const [one, two] = await desk.candidates(2);
    const { status, headers, body } = await desk.create();
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"1"');
    expect(body.blockedActions).toEqual([{ action: 'publish', code: 'publicity.list-empty' }]);
    await desk.replace(body.id, 1, [one as string, two as string]);
    const replaced = await desk.replace(body.id, 2, [two as string, one as string]);
    expect(replaced).toMatchObject({ status: 200, body: { version: 3, entryCount: 2 } });
    expect(replaced.headers.get('etag')).toBe('"3"');
    expect(replaced.body.entries).toMatchObject([
      { applicationId: two, position: 1, status: 'listed' },
      { applicationId: one, position: 2, status: 'listed' },
    ]);
    expect(replaced.body.availableActions).toEqual(['replace-entries', 'publish']);
  });

  it('refuses a version that is no longer there, and none at all', async () => {
    const [one] = await desk.candidates(1);
    const { body } = await desk.create();
    const path = `/management/admission-lists/${body.id}/entries`;
    expect(await platform.call('PUT', path, { token: desk.token, body: { applicationIds: [] } })).toMatchObject({
      status: 428,
    });
    const answers = await Promise.all([desk.replace(body.id, 1, [one as string]), desk.replace(body.id, 1, [])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('refuses whoever is no candidate of the plan, anybody twice, and more than there are places', async () => {
    const [one, two, three] = (await desk.candidates(3)) as [string, string, string];
    const stranger = randomUUID();
    const { body } = await desk.create();
    expect(await desk.replace(body.id, 1, [one, stranger])).toMatchObject({
      status: 409,
      body: { code: 'publicity.candidate-not-eligible', errors: [{ pointer: '/applicationIds/1' }] },
    });
    expect(await desk.replace(body.id, 1, [one, one.toUpperCase()])).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/applicationIds/1', code: 'repeated' }] },
    });
    expect(await desk.replace(body.id, 1, [one, two, three])).toMatchObject({
      status: 409,
      body: { code: 'publicity.quota-exceeded', quota: 2, remaining: 2, wanted: 3 },
    });
    expect(await desk.getList(body.id)).toMatchObject({ version: 1, entries: [] });
  });

  it('is nothing to administrators of another base', async () => {
    const { body } = await desk.create();
    desk.signIn(randomUUID());
    expect((await desk.create()).body.code).toBe('publicity.plan-not-found');
    expect((await desk.getList(body.id)).code).toBe('publicity.list-not-found');
    expect((await desk.replace(body.id, 1, [])).status).toBe(404);
    expect((await desk.publish(body.id)).status).toBe(404);
    const { body: page } = await platform.call('GET', '/management/admission-lists', { token: desk.token });
    expect(page.items).toEqual([]);
  });

  it('is found by plan and state, by the base and by the province', async () => {
    const { body } = await desk.create();
    const province = platform.token({ roles: ['province_admin'] });
    for (const reader of [desk.token, province]) {
      const path = `/management/admission-lists?planId=${desk.planId}&status=draft`;
      const { body: page } = await platform.call('GET', path, { token: reader });
      expect(page.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    }
  });
});
