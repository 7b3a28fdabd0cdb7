import { randomUUID } from 'node:crypto';
import { eventually } from '../../../../test/support/eventually.js';
import { NotificationsDesk } from '../../../../test/support/notifications-desk.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import type { EventFields } from '../../../platform/events/domain-event.js';
import {
  ContactChanged,
  PasswordChanged,
  RecoveryCodeUsed,
  RefreshTokenReused,
  StaffAccountChanged,
} from '../../accounts/contracts/index.js';
import { applicationActions } from '../../applications/contracts/index.js';
import { ReviewsDue } from '../../review/contracts/index.js';
import { toldActions } from './tell-applicants.js';

describe('what people are told', () => {
  let platform: TestPlatform;
  let desk: NotificationsDesk;

  beforeAll(async () => {
    platform = await startTestPlatform('notifications');
    desk = new NotificationsDesk(platform);
  });
  afterEach(() => platform.clock.fixAt(TEST_NOW));
  afterAll(() => platform.stop());

  it('sends a code by SMS at once, and forgets it', async () => {
    const phone = desk.aPhone();
    await desk.issuesCode(phone);
    const [sms] = await desk.arrived(phone);
    expect(sms).toMatchObject({ kind: 'sms', code: '123456' });
    expect(sms.text).toMatch(/^【广西辅助生殖培训平台】您正在注册账号，验证码：123456，5分钟内有效。/);

    const [row] = await eventually('it is noted as sent', async () => {
      const rows = await platform
        .em()
        .execute<any[]>(`select * from notifications.delivery where masked_recipient = ?`, [
          `138****${phone.slice(-4)}`,
        ]);
      expect(rows).toMatchObject([{ status: 'sent' }]);
      return rows;
    });
    expect(row).toMatchObject({ attempts: 1, text: null, code: null });
  });

  it('sends a code by e-mail when that was asked for', async () => {
    const address = desk.anAddress();
    await desk.issuesCode('', { channel: 'email', target: desk.seal('email', address), purpose: 'email-change' });
    const [mail] = await desk.arrived(address);
    expect(mail).toMatchObject({ kind: 'email', code: '123456' });
    expect(mail.text).toContain('您正在更换电子邮箱，验证码：123456');
  });

  it('sends no code that is late', async () => {
    const [late, timely] = [desk.aPhone(), desk.aPhone()];
    await desk.issuesCode(late, { expiresAt: TEST_NOW.toISOString() });
    await desk.issuesCode(timely);
    await desk.arrived(timely);
    await eventually('the late one is noted', async () => {
      const rows = await platform
        .em()
        .execute<any[]>(`select status, text from notifications.delivery where masked_recipient = ?`, [
          `138****${late.slice(-4)}`,
        ]);
      expect(rows).toEqual([{ status: 'expired', text: null }]);
    });
    expect(await desk.box(late)).toEqual([]);
  });

  it('tells a returned applicant the reason by SMS, e-mail and in the application', async () => {
    const email = desk.anAddress();
    const { id, phone } = await desk.aTrainee(email);
    await desk.step(id, 'return-from-first-review', { reason: desk.seal('remark', '执业证书不清晰。') });

    const text =
      '张小明您好，您报名的临床专业培训一审不通过，原因：执业证书不清晰。请登录平台修改后重新提交，或改报其他基地。';
    expect(await desk.arrived(phone)).toMatchObject([{ text: `【广西辅助生殖培训平台】${text}` }]);
    expect(await desk.arrived(email)).toMatchObject([{ text: `一审不通过\n\n${text}\n\n【广西辅助生殖培训平台】` }]);
    expect(await desk.messages(id)).toMatchObject({
      items: [{ title: '一审不通过', text, readAt: null }],
      nextCursor: null,
    });
  });

  it('reminds a reviewer by SMS, e-mail and in the application of what waits for them', async () => {
    const [id, phone, email] = [randomUUID(), desk.aPhone(), desk.anAddress()];
    await platform.publish(StaffAccountChanged, {
      ...{ ...desk.fact(id, 3), roles: ['base_admin'], baseIds: [randomUUID()], unit: null },
      ...{ phone: desk.seal('phone', phone), email: desk.seal('email', email) },
    });
    const due = { overdue: 1, dueSoon: 2, earliestDueAt: '2026-11-20T16:00:00.000Z' };
    await platform.publish(ReviewsDue, { ...desk.fact(id, 20261123), ...due });
    const text =
      '您负责审核的报名中，已超过审核时限的1件，即将到期的2件，其中最早的时限为2026-11-20。请及时登录平台审核。';
    expect(await desk.arrived(phone)).toMatchObject([{ text: `【广西辅助生殖培训平台】${text}` }]);
    expect(await desk.arrived(email)).toMatchObject([{ text: expect.stringContaining(text) }]);
    const token = platform.token({ id, roles: ['base_admin'], baseIds: [randomUUID()] });
    expect((await platform.call('GET', '/messages', { token })).body.items).toMatchObject([
      { title: '有报名等待审核', text },
    ]);
  });

  it('tells of every step that the table names, and of no other', async () => {
    const { id, phone } = await desk.aTrainee();
    for (const action of applicationActions) await desk.step(id, action);
    await desk.arrived(phone, toldActions.length);
    await desk.idle();
    expect(await desk.box(phone)).toHaveLength(toldActions.length);
    expect((await desk.messages(id)).items).toHaveLength(toldActions.length);
  });

  it('sends one fact once, however often it is published', async () => {
    const { id, phone } = await desk.aTrainee();
    const same = desk.fact(randomUUID(), 3);
    await Promise.all([1, 2, 3, 4].map(() => desk.step(id, 'admit', same)));
    await desk.step(id, 'graduate', { ...same, aggregateVersion: 9 });
    await desk.arrived(phone, 2);
    await desk.idle();
    expect(await desk.box(phone)).toHaveLength(2);
    expect((await desk.messages(id)).items).toHaveLength(2);
  });

  it('waits for an applicant whose account is not known yet', async () => {
    const [id, phone] = [randomUUID(), desk.aPhone()];
    await desk.step(id, 'admit');
    await eventually('it was tried', async () => {
      const rows = await platform
        .em()
        .execute<any[]>(`select id from graphile_worker.jobs where last_error like ?`, [`%${id} is not known yet%`]);
      expect(rows).toHaveLength(1);
    });
    await desk.registers(id, phone);
    await eventually('the account is known', async () =>
      expect(
        await platform.em().execute(`select 1 from notifications.recipient where account_id = ?`, [id]),
      ).toHaveLength(1),
    );
    // what the queue does by itself after its delay
    await platform.em().execute(
      `select graphile_worker.add_job(task_identifier, payload => json_build_object('messageId', m.id))
         from graphile_worker.jobs j join platform.outbox_message m on m.payload->>'traineeId' = ?
         where j.last_error like ?`,
      [id, `%${id} is not known yet%`],
    );
    await desk.arrived(phone);
  });

  it('writes to the newest number, whatever order the events come in', async () => {
    const [id, first, second, third] = [randomUUID(), desk.aPhone(), desk.aPhone(), desk.aPhone()];
    const changes = (version: number, phone: string, previous: string) =>
      platform.publish(ContactChanged, {
        ...desk.fact(id, version),
        phone: desk.seal('phone', phone),
        email: null,
        previousPhone: desk.seal('phone', previous),
      });
    await changes(3, third, second);
    await desk.arrived(second);
    await changes(2, second, first);
    await desk.arrived(first);
    await desk.registers(id, first);
    await desk.idle();
    await desk.step(id, 'admit');
    await desk.arrived(third);
    expect((await desk.box(second))[0].text).toBe(
      `【广西辅助生殖培训平台】您的账号绑定的手机号码已更换为138****${third.slice(-4)}。如非本人操作，请立即与平台管理员联系。`,
    );
    expect(await desk.box(first)).toHaveLength(1);
  });

  it('tells the phone that the mailbox was replaced, and what to do', async () => {
    const [phone, staffPhone] = [desk.aPhone(), desk.aPhone()];
    const changes = (to: string, fields: Partial<EventFields<ContactChanged>>) =>
      platform.publish(ContactChanged, {
        ...desk.fact(randomUUID(), 2),
        phone: desk.seal('phone', to),
        email: desk.seal('email', 'new@example.org'),
        previousPhone: null,
        ...fields,
      });
    await changes(phone, { changed: 'email' });
    // an account that is announced, changed by nobody
    await changes(staffPhone, {});
    expect(await desk.arrived(phone)).toMatchObject([
      {
        text: '【广西辅助生殖培训平台】您的账号绑定的电子邮箱已更换为n***@example.org。如非本人操作，请立即登录平台修改密码，并与平台管理员联系。',
      },
    ]);
    await desk.idle();
    expect(await desk.box(staffPhone)).toEqual([]);
  });

  it.each([
    ['changed', '您的账号密码已修改'],
    ['reset', '您的账号密码已通过短信验证码重设'],
  ] as const)('tells the phone once that the password was %s, also of staff', async (how, words) => {
    const phone = desk.aPhone();
    const fields = { ...desk.fact(randomUUID(), 2), how, phone: desk.seal('phone', phone) };
    await Promise.all([1, 2].map(() => platform.publish(PasswordChanged, fields)));
    const [{ text }] = await desk.arrived(phone);
    expect(text).toContain(words);
    expect(text).toContain('如非本人操作，请立即');
    await desk.idle();
    expect(await desk.box(phone)).toHaveLength(1);
  });

  it('tells the phone once that a sign-in was ended because its refresh token came twice', async () => {
    const phone = desk.aPhone();
    const fields = { ...desk.fact(randomUUID()), accountId: randomUUID(), phone: desk.seal('phone', phone) };
    await Promise.all([1, 2].map(() => platform.publish(RefreshTokenReused, fields)));
    expect((await desk.arrived(phone))[0].text).toContain('登录凭证被重复使用');
    await desk.idle();
    expect(await desk.box(phone)).toHaveLength(1);
  });

  it('tells the phone of a member of staff that a recovery code was used, once', async () => {
    const phone = desk.aPhone();
    const fact = {
      ...desk.fact(randomUUID(), 1),
      accountId: randomUUID(),
      phone: desk.seal('phone', phone),
      codesLeft: 8,
    };
    await Promise.all([1, 2].map(() => platform.publish(RecoveryCodeUsed, fact)));
    await desk.arrived(phone);
    await desk.idle();
    const [told, ...more] = await desk.box(phone);
    expect(more).toEqual([]);
    expect(told.text).toContain('您的账号刚刚使用了一个恢复代码，还剩8个');
  });
});
