import { randomUUID } from 'node:crypto';
import { eventually } from '../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../test/support/platform.js';
import type { EventFields } from '../../platform/events/domain-event.js';
import { AccountRegistered, CodeIssued, ContactChanged } from '../accounts/contracts/index.js';
import {
  type ApplicationAction,
  applicationActions,
  ApplicationStatusChanged,
} from '../applications/contracts/index.js';
import { toldActions } from './occasions/tell-applicants.js';
import { NotificationTemplate } from './templates/notification-template.entity.js';
import { type Occasion, occasionNames, occasions } from './templates/occasions.js';
import { variablesOf } from './templates/template-text.js';

describe('notifications', () => {
  let platform: TestPlatform;
  let serial = 0;

  const seal = (kind: 'name' | 'phone' | 'email' | 'code' | 'remark' | 'id-number', value: string) =>
    platform.encryption.seal(kind, value);
  const aPhone = () => `138${String(++serial).padStart(8, '0')}`;
  const fact = (aggregateId: string, aggregateVersion = 1) => ({
    aggregateId,
    aggregateVersion,
    occurredAt: TEST_NOW.toISOString(),
  });
  const registers = (accountId: string, phone: string, email: string | null = null) =>
    platform.publish(AccountRegistered, {
      ...fact(accountId),
      name: seal('name', '张小明'),
      maskedName: '张*明',
      idNumber: seal('id-number', '450103199001011234'),
      idNumberIndex: 'index',
      phone: seal('phone', phone),
      email: email === null ? null : seal('email', email),
    });
  const aTrainee = async (email: string | null = null) => {
    const trainee = { id: randomUUID(), phone: aPhone() };
    await registers(trainee.id, trainee.phone, email);
    return trainee;
  };
  const step = (
    traineeId: string,
    action: ApplicationAction,
    fields: Partial<EventFields<ApplicationStatusChanged>> = {},
  ) =>
    platform.publish(ApplicationStatusChanged, {
      ...fact(randomUUID(), 2),
      traineeId,
      planId: randomUUID(),
      previousPlanId: null,
      baseId: randomUUID(),
      batchId: randomUUID(),
      specialty: 'clinical',
      revision: 1,
      applicantName: seal('name', '张小明'),
      maskedApplicantName: '张*明',
      sendingUnit: '示例医院',
      action,
      from: 'submitted',
      to: 'first_review_passed',
      reason: null,
      idNumber: seal('id-number', '450103199001011234'),
      photoKey: null,
      ...fields,
    });
  const issuesCode = (phone: string, fields: Partial<EventFields<CodeIssued>> = {}) =>
    platform.publish(CodeIssued, {
      ...fact(randomUUID()),
      purpose: 'registration',
      channel: 'sms',
      target: seal('phone', phone),
      code: seal('code', '123456'),
      expiresAt: new Date(TEST_NOW.getTime() + 300_000).toISOString(),
      ...fields,
    });
  const box = async (to: string): Promise<any[]> => {
    const answer = await fetch(`${platform.url}/dev/outbox?to=${encodeURIComponent(to)}`);
    return ((await answer.json()) as { items: any[] }).items;
  };
  const arrived = (to: string, count = 1) =>
    eventually(`${count} messages to ${to}`, async () => {
      const items = await box(to);
      expect(items).toHaveLength(count);
      return items;
    });
  /** Waits until every job and consumer of this domain has done what it can do now. */
  const idle = () =>
    eventually('nothing is left to do', async () => {
      const rows = await platform
        .em()
        .execute<{ n: number }[]>(`select count(*)::int as n from graphile_worker.jobs where attempts = 0`);
      expect(rows).toEqual([{ n: 0 }]);
    });
  const messages = async (traineeId: string, query = ''): Promise<any> => {
    const token = platform.token({ id: traineeId, roles: ['trainee'] });
    const { status, body } = await platform.call('GET', `/messages${query}`, { token });
    expect(status).toBe(200);
    return body;
  };

  beforeAll(async () => {
    platform = await startTestPlatform('notifications');
  });
  afterEach(() => platform.clock.fixAt(TEST_NOW));
  afterAll(() => platform.stop());

  it('sends a code by SMS at once, and forgets it', async () => {
    const phone = aPhone();
    await issuesCode(phone);
    const [sms] = await arrived(phone);
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
    const address = `code-${++serial}@example.org`;
    await issuesCode('', { channel: 'email', target: seal('email', address), purpose: 'email-change' });
    const [mail] = await arrived(address);
    expect(mail).toMatchObject({ kind: 'email', code: '123456' });
    expect(mail.text).toContain('您正在更换电子邮箱，验证码：123456');
  });

  it('sends no code that is late', async () => {
    const [late, timely] = [aPhone(), aPhone()];
    await issuesCode(late, { expiresAt: TEST_NOW.toISOString() });
    await issuesCode(timely);
    await arrived(timely);
    await eventually('the late one is noted', async () => {
      const rows = await platform
        .em()
        .execute<any[]>(`select status, text from notifications.delivery where masked_recipient = ?`, [
          `138****${late.slice(-4)}`,
        ]);
      expect(rows).toEqual([{ status: 'expired', text: null }]);
    });
    expect(await box(late)).toEqual([]);
  });

  it('tells a returned applicant the reason by SMS, e-mail and in the application', async () => {
    const email = `trainee-${++serial}@example.org`;
    const { id, phone } = await aTrainee(email);
    await step(id, 'return-from-first-review', { reason: seal('remark', '执业证书不清晰。') });

    const text =
      '张小明您好，您报名的临床专业培训一审不通过，原因：执业证书不清晰。请登录平台修改后重新提交，或改报其他基地。';
    expect(await arrived(phone)).toMatchObject([{ text: `【广西辅助生殖培训平台】${text}` }]);
    expect(await arrived(email)).toMatchObject([{ text: `一审不通过\n\n${text}\n\n【广西辅助生殖培训平台】` }]);
    expect(await messages(id)).toMatchObject({
      items: [{ title: '一审不通过', text, readAt: null }],
      nextCursor: null,
    });
  });

  it('tells of every step that the table names, and of no other', async () => {
    const { id, phone } = await aTrainee();
    for (const action of applicationActions) await step(id, action);
    await arrived(phone, toldActions.length);
    await idle();
    expect(await box(phone)).toHaveLength(toldActions.length);
    expect((await messages(id)).items).toHaveLength(toldActions.length);
  });

  it('sends one fact once, however often it is published', async () => {
    const { id, phone } = await aTrainee();
    const same = fact(randomUUID(), 3);
    await Promise.all([1, 2, 3, 4].map(() => step(id, 'admit', same)));
    await step(id, 'graduate', { ...same, aggregateVersion: 9 });
    await arrived(phone, 2);
    await idle();
    expect(await box(phone)).toHaveLength(2);
    expect((await messages(id)).items).toHaveLength(2);
  });

  it('waits for an applicant whose account is not known yet', async () => {
    const [id, phone] = [randomUUID(), aPhone()];
    await step(id, 'admit');
    await eventually('it was tried', async () => {
      const rows = await platform
        .em()
        .execute<any[]>(`select id from graphile_worker.jobs where last_error like ?`, [`%${id} is not known yet%`]);
      expect(rows).toHaveLength(1);
    });
    await registers(id, phone);
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
    await arrived(phone);
  });

  it('writes to the newest number, whatever order the events come in', async () => {
    const [id, first, second, third] = [randomUUID(), aPhone(), aPhone(), aPhone()];
    const changes = (version: number, phone: string, previous: string) =>
      platform.publish(ContactChanged, {
        ...fact(id, version),
        phone: seal('phone', phone),
        email: null,
        previousPhone: seal('phone', previous),
      });
    await changes(3, third, second);
    await arrived(second);
    await changes(2, second, first);
    await arrived(first);
    await registers(id, first);
    await idle();
    await step(id, 'admit');
    await arrived(third);
    expect((await box(second))[0].text).toBe(
      `【广西辅助生殖培训平台】您的账号绑定的手机号码已更换为138****${third.slice(-4)}。如非本人操作，请立即与平台管理员联系。`,
    );
    expect(await box(first)).toHaveLength(1);
  });

  it('shows a trainee the own messages only, newest first, page by page, and marks them read once', async () => {
    const [mine, other] = [await aTrainee(), await aTrainee()];
    for (const action of ['pass-first-review', 'pass-second-review', 'publicize'] as const) {
      platform.clock.advance(60);
      await step(mine.id, action);
      await eventually('it has come', async () =>
        expect((await messages(mine.id)).items[0]?.occasion).toContain(action),
      );
    }
    await step(other.id, 'admit');
    await eventually('the other is told', async () => expect((await messages(other.id)).items).toHaveLength(1));

    const first = await messages(mine.id, '?limit=2');
    expect(first.items.map(({ title }: any) => title)).toEqual(['拟录取公示', '二审通过']);
    const second = await messages(mine.id, `?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`);
    expect(second.items.map(({ title }: any) => title)).toEqual(['一审通过']);

    const token = platform.token({ id: mine.id, roles: ['trainee'] });
    const read = () => platform.call('POST', `/messages/${first.items[0].id}/read`, { token });
    const { body } = await read();
    platform.clock.advance(60);
    expect((await read()).body.readAt).toBe(body.readAt);
    expect(body.readAt).not.toBeNull();

    const foreign = (await messages(other.id)).items[0].id;
    const refused = await platform.call('POST', `/messages/${foreign}/read`, { token });
    expect(refused).toMatchObject({ status: 404, body: { code: 'notifications.message-not-found' } });
    expect((await messages(other.id)).items[0].readAt).toBeNull();
  });

  it('keeps what it holds of people sealed', async () => {
    const { id, phone } = await aTrainee('sealed@example.org');
    await step(id, 'return-from-second-review', { reason: seal('remark', '印章模糊') });
    await arrived(phone);
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
        : occasion.startsWith('contact.')
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
