import { randomUUID } from 'node:crypto';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { PublicityDesk } from '../../../../test/support/publicity-desk.js';

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
    expect((await desk.getNotice(ids[0] as string)).body).toMatchObject({
      ...announcement,
      baseName: null,
      entries: [],
    });
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
    expect(await post(desk.token, announcement)).toMatchObject({
      status: 422,
      body: { code: 'publicity.base-required' },
    });
    const elsewhere = { ...announcement, baseId: randomUUID() };
    expect(await post(desk.token, elsewhere)).toMatchObject({
      status: 404,
      body: { code: 'publicity.base-not-found' },
    });
    const { body } = await post(desk.token, { ...announcement, baseId: desk.baseId });
    expect(body).toMatchObject({ kind: 'announcement', baseName: '示例基地', pinned: false });

    const revise = (as: string, version: number) =>
      platform.call('PUT', `/management/notices/${body.id}`, {
        token: as,
        body: { title: '更正', body: '已更正', pinned: false },
        headers: { 'if-match': `"${version}"` },
      });
    expect((await revise(desk.tokenFor(randomUUID()), 1)).status).toBe(404);
    expect(await revise(desk.token, 1)).toMatchObject({ status: 200, body: { title: '更正', version: 2 } });
    expect(await revise(province(), 1)).toMatchObject({ status: 412, body: { currentVersion: 2 } });
  });

  it('of an admission list are corrected by nobody', async () => {
    const { body } = await desk.publish(await desk.aListOf(await desk.candidates(1)));
    const revised = await platform.call('PUT', `/management/notices/${body.noticeId}`, {
      token: desk.token,
      body: announcement,
      headers: { 'if-match': '"1"' },
    });
    expect(revised).toMatchObject({ status: 409, body: { code: 'publicity.notice-of-list' } });
    expect((await desk.getNotice(body.noticeId)).body.title).toContain('拟录取名单公示');
  });

  it('that do not exist are told so', async () => {
    expect(await desk.getNotice(randomUUID())).toMatchObject({
      status: 404,
      body: { code: 'publicity.notice-not-found' },
    });
    expect(await desk.getNotice('1')).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });
});
