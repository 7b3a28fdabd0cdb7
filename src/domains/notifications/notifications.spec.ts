import { eventually } from '../../../test/support/eventually.js';
import { NotificationsDesk } from '../../../test/support/notifications-desk.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../test/support/platform.js';
import { toldActions } from './occasions/tell-applicants.js';
import { NotificationTemplate } from './templates/notification-template.entity.js';
import { type Occasion, occasionNames, occasions } from './templates/occasions.js';
import { variablesOf } from './templates/template-text.js';

describe('notifications', () => {
  let platform: TestPlatform;
  let desk: NotificationsDesk;

  beforeAll(async () => {
    platform = await startTestPlatform('notifications');
    desk = new NotificationsDesk(platform);
  });
  afterEach(() => platform.clock.fixAt(TEST_NOW));
  afterAll(() => platform.stop());

  it('shows a trainee the own messages only, newest first, page by page, and marks them read once', async () => {
    const [mine, other] = [await desk.aTrainee(), await desk.aTrainee()];
    for (const action of ['pass-first-review', 'pass-second-review', 'publicize'] as const) {
      platform.clock.advance(60);
      await desk.step(mine.id, action);
      await eventually('it has come', async () =>
        expect((await desk.messages(mine.id)).items[0]?.occasion).toContain(action),
      );
    }
    await desk.step(other.id, 'admit');
    await eventually('the other is told', async () => expect((await desk.messages(other.id)).items).toHaveLength(1));

    const first = await desk.messages(mine.id, '?limit=2');
    expect(first.items.map(({ title }: any) => title)).toEqual(['拟录取公示', '二审通过']);
    const second = await desk.messages(mine.id, `?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`);
    expect(second.items.map(({ title }: any) => title)).toEqual(['一审通过']);

    const token = platform.token({ id: mine.id, roles: ['trainee'] });
    const read = () => platform.call('POST', `/messages/${first.items[0].id}/read`, { token });
    const { body } = await read();
    platform.clock.advance(60);
    expect((await read()).body.readAt).toBe(body.readAt);
    expect(body.readAt).not.toBeNull();

    const foreign = (await desk.messages(other.id)).items[0].id;
    const refused = await platform.call('POST', `/messages/${foreign}/read`, { token });
    expect(refused).toMatchObject({ status: 404, body: { code: 'notifications.message-not-found' } });
    expect((await desk.messages(other.id)).items[0].readAt).toBeNull();
  });

  it('keeps what it holds of people sealed', async () => {
    const { id, phone } = await desk.aTrainee('sealed@example.org');
    await desk.step(id, 'return-from-second-review', { reason: desk.seal('remark', '印章模糊') });
    await desk.arrived(phone);
    const stored = await platform.em().execute(
      `select (select json_agg(d) from notifications.delivery d)::text as deliveries,
         (select json_agg(m) from notifications.in_app_message m)::text as messages,
         (select json_agg(r) from notifications.recipient r)::text as recipients`,
    );
    for (const secret of [phone, 'sealed@example.org', '印章模糊', '张小明']) {
      expect(JSON.stringify(stored)).not.toContain(secret);
    }
  });

  it('has words for every occasion, that name only what the occasion gives', async () => {
    const templates = await platform.em().find(NotificationTemplate, {});
    const of = (occasion: Occasion) => templates.filter((template) => template.occasion === occasion);
    for (const occasion of occasionNames) {
      const expected = occasion.startsWith('code.')
        ? ['email', 'sms']
        : /^(contact|security)\.|^account\.erased$/.test(occasion)
          ? ['sms']
          : ['email', 'in-app', 'sms'];
      expect(
        of(occasion)
          .map(({ channel }) => channel)
          .toSorted(),
      ).toEqual(expected);
      for (const { subject, body } of of(occasion)) {
        expect(occasions[occasion]).toEqual(expect.arrayContaining(variablesOf(`${subject ?? ''}${body}`)));
      }
    }
    for (const action of toldActions) expect(occasionNames).toContain(`application.${action}`);
    expect(
      templates.filter(({ channel, body }) => channel === 'sms' && !body.startsWith('【广西辅助生殖培训平台】')),
    ).toEqual([]);
  });
});
