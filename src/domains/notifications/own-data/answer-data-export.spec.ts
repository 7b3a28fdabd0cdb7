import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/support/eventually.js';
import { NotificationsDesk } from '../../../../test/support/notifications-desk.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import {
  ContactChanged,
  DataExportFailed,
  DataExportReady,
  DataExportRequested,
} from '../../accounts/contracts/index.js';
import type { NotificationsDataExported } from '../contracts/index.js';

describe('what notifications hold of a trainee', () => {
  let platform: TestPlatform;
  let desk: NotificationsDesk;

  beforeAll(async () => {
    platform = await startTestPlatform('notifications');
    desk = new NotificationsDesk(platform);
  });
  afterAll(() => platform.stop());

  /** The part that the domain answers a request with. */
  async function exported(accountId: string): Promise<any> {
    const aggregateId = randomUUID();
    await platform.publish(DataExportRequested, { ...desk.fact(aggregateId), accountId });
    const { payload } = await eventually('it answers', () =>
      platform.em().findOneOrFail(OutboxMessage, { aggregateId, name: 'notifications.own-data-exported' }),
    );
    const { partKey } = payload as NotificationsDataExported;
    return (await platform.platform.app.get(OwnDataParts).read(partKey)).data;
  }

  it('is what was sent to them, also to a phone that they had before, and nothing of a phone that looks alike', async () => {
    const [id, phone, next] = [randomUUID(), '13800001234', desk.aPhone()];
    const alike = '13899991234';
    for (const to of [phone, alike]) {
      await desk.issuesCode(to);
      await desk.arrived(to);
    }
    await desk.registers(id, phone);
    await desk.step(id, 'admit');
    await desk.arrived(phone, 2);
    await platform.publish(ContactChanged, {
      ...desk.fact(id, 2),
      phone: desk.seal('phone', next),
      email: null,
      previousPhone: desk.seal('phone', phone),
    });
    await desk.arrived(phone, 3);
    await desk.issuesCode(next);
    await desk.arrived(next);

    const { contact, deliveries, messages } = await exported(id);
    expect(contact).toEqual({ phone: next, email: null });
    expect(deliveries.map(({ occasion, recipient }: any) => `${occasion} ${recipient}`).sort()).toEqual(
      [
        `application.admit ${phone}`,
        `code.registration ${phone}`,
        `code.registration ${next}`,
        `contact.phone-replaced ${phone}`,
      ].sort(),
    );
    expect(messages.map(({ title }: any) => title)).toEqual(['录取通知']);
  });

  it('is nothing of somebody who is not known, and of nobody else', async () => {
    expect(await exported(randomUUID())).toEqual({
      contact: { phone: null, email: null },
      deliveries: [],
      messages: [],
    });
  });

  it('is told to be ready or missing, without any of it', async () => {
    const { id, phone } = await desk.aTrainee();
    const event = { ...desk.fact(randomUUID(), 2), accountId: id };
    await platform.publish(DataExportReady, { ...event, expiresAt: '2026-11-30T16:30:00.000Z' });
    const [ready] = await desk.arrived(phone);
    expect(ready.text).toContain('请在2026-12-01之前登录平台');
    await platform.publish(DataExportFailed, { ...event, aggregateId: randomUUID() });
    const [failed] = await desk.arrived(phone, 2);
    expect(failed.text).toContain('请登录平台重新申请');
    expect((await desk.messages(id)).items).toHaveLength(2);
  });
});
