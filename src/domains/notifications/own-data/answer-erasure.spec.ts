import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/support/eventually.js';
import { NotificationsDesk } from '../../../../test/support/notifications-desk.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { ContactChanged, ErasureApproved, ErasureRefused } from '../../accounts/contracts/index.js';
import { Delivery, MAX_ATTEMPTS } from '../deliveries/delivery.entity.js';
import { SendDelivery } from '../deliveries/send-delivery.js';
import { SmsGateway } from '../gateways/sms-gateway.js';
import { InAppMessage } from '../messages/in-app-message.entity.js';
import { Recipient } from '../recipients/recipient.entity.js';

describe('what notifications erase of a trainee', () => {
  let platform: TestPlatform;
  let desk: NotificationsDesk;

  beforeAll(async () => {
    platform = await startTestPlatform('notifications');
    desk = new NotificationsDesk(platform);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => platform.stop());

  async function approved(accountId: string, phone: string): Promise<string> {
    const id = randomUUID();
    const told = { accountId, accountVersion: 5, phone: desk.seal('phone', phone), email: null };
    await platform.publish(ErasureApproved, { ...desk.fact(id, 2), ...told });
    return id;
  }
  const answers = (aggregateId: string) =>
    platform.em().count(OutboxMessage, { aggregateId, name: 'notifications.own-data-erased' });

  it('is everything, also codes to their phone; what is late is not told and not kept', async () => {
    const { id, phone } = await desk.aTrainee();
    await desk.issuesCode(phone);
    await desk.arrived(phone);
    await desk.step(id, 'admit');
    await desk.arrived(phone, 2);
    const other = desk.aPhone();
    await desk.issuesCode(other);
    await desk.arrived(other);

    const requestId = await approved(id, phone);
    await eventually('it answers', async () => expect(await answers(requestId)).toBe(1));
    const [lastWord] = await desk.arrived(phone, 3);
    expect(lastWord.text).toContain('您的账号已按您的申请注销');
    await platform.publish(ContactChanged, {
      ...desk.fact(id, 3),
      phone: desk.seal('phone', phone),
      email: null,
      previousPhone: null,
    });
    // as a message is that was forgotten before it came
    await desk.step(id, 'graduate', { applicantName: '', maskedApplicantName: '已注销', idNumber: '' });
    await desk.idle();

    const em = platform.em();
    expect(await em.findOneOrFail(Recipient, { accountId: id })).toMatchObject({ phone: null, email: null });
    expect(await em.count(InAppMessage, { accountId: id })).toBe(0);
    const left = await em.find(Delivery, {});
    expect(left.map(({ recipient }) => platform.encryption.open('phone', recipient))).toEqual([other]);
    expect(await desk.box(phone)).toHaveLength(3);
  });

  it('waits for the last word until it was said or given up, and then forgets whom it was for', async () => {
    const { id, phone } = await desk.aTrainee();
    jest.spyOn(platform.platform.app.get(SmsGateway), 'send').mockRejectedValue(new Error('down'));
    const requestId = await approved(id, phone);
    const { id: deliveryId } = await eventually('it is tried', () =>
      platform.em().findOneOrFail(Delivery, { accountId: id, attempts: { $gte: 1 } }),
    );
    expect(await answers(requestId)).toBe(0);
    const send = platform.platform.app.get(SendDelivery);
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      await send.run(platform.em(), { deliveryId }).catch(() => undefined);
    }
    expect(await platform.em().count(Delivery, { accountId: id })).toBe(0);
    expect(await answers(requestId)).toBe(1);
  });

  it('is nothing when it was refused: they are told why', async () => {
    const { id, phone } = await desk.aTrainee();
    const reason = desk.seal('remark', '请先办结异议。');
    await platform.publish(ErasureRefused, { ...desk.fact(randomUUID(), 2), accountId: id, reason });
    const [told] = await desk.arrived(phone);
    expect(told.text).toContain('原因：请先办结异议。您可以');
    expect((await desk.messages(id)).items).toHaveLength(1);
  });
});
