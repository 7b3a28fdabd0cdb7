import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { CodeIssued } from '../../accounts/contracts/index.js';
import { MAX_ATTEMPTS } from './delivery.entity.js';

describe('deliveries over real providers', () => {
  let platform: TestPlatform;
  let gateway: Server;
  let mailServer: SMTPServer;
  let gatewayStatus = 200;
  let refuseMail = false;
  const posted: { key: string; body: { to: string; text: string; reference: string } }[] = [];
  const mails: { to: string[]; raw: string }[] = [];
  let serial = 0;

  const aPhone = () => `139${String(++serial).padStart(8, '0')}`;
  const issuesCode = (channel: 'sms' | 'email', target: string, minutes = 5) =>
    platform.publish(CodeIssued, {
      aggregateId: randomUUID(),
      aggregateVersion: 1,
      occurredAt: TEST_NOW.toISOString(),
      purpose: 'phone-change',
      channel,
      target: platform.encryption.seal(channel === 'sms' ? 'phone' : 'email', target),
      code: platform.encryption.seal('code', '654321'),
      expiresAt: new Date(TEST_NOW.getTime() + minutes * 60_000).toISOString(),
    });
  const manage = (method: string, path: string, roles: ('province_admin' | 'system_admin' | 'base_admin')[]) =>
    platform.call(method, `/management/deliveries${path}`, { token: platform.token({ roles }) });
  const deliveryTo = async (maskedRecipient: string): Promise<any> => {
    const { body } = await manage('GET', '?limit=100', ['system_admin']);
    return body.items.find((item: any) => item.maskedRecipient === maskedRecipient);
  };
  const becomes = (maskedRecipient: string, fields: object) =>
    eventually(`${maskedRecipient} is ${JSON.stringify(fields)}`, async () => {
      const delivery = await deliveryTo(maskedRecipient);
      expect(delivery).toMatchObject(fields);
      return delivery;
    });
  const masked = (phone: string) => `139****${phone.slice(-4)}`;
  /** Does now what the queue would do after its delay. */
  const hurry = (id: string) =>
    platform
      .em()
      .execute(`select graphile_worker.add_job('notifications.send-delivery', ?::json, job_key => ?)`, [
        JSON.stringify({ deliveryId: id }),
        `notifications.send-delivery:${id}`,
      ]);
  const onLastAttempt = (id: string) =>
    platform.em().execute(`update notifications.delivery set attempts = ? where id = ?`, [MAX_ATTEMPTS - 1, id]);

  beforeAll(async () => {
    gateway = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        posted.push({
          key: String(request.headers['idempotency-key']),
          body: JSON.parse(Buffer.concat(chunks).toString()) as (typeof posted)[number]['body'],
        });
        response.writeHead(gatewayStatus).end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => gateway.once('listening', resolve));
    mailServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          if (refuseMail) return done(Object.assign(new Error(`no mailbox for ${to.join()}`), { responseCode: 451 }));
          mails.push({ to, raw: Buffer.concat(chunks).toString() });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
    const smtpPort = (mailServer.server.address() as AddressInfo).port;
    platform = await startTestPlatform('notifications', {
      SMS_GATEWAY_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`,
      SMS_GATEWAY_TOKEN: 'secret',
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_FROM: '培训平台 <no-reply@platform.example>',
    });
  });
  beforeEach(() => {
    [gatewayStatus, refuseMail] = [200, false];
    platform.clock.fixAt(TEST_NOW);
  });
  afterAll(async () => {
    await platform.stop();
    await new Promise((resolve) => gateway.close(resolve));
    await new Promise<void>((resolve) => mailServer.close(() => resolve()));
  });

  it('gives the SMS gateway the delivery as reference and key', async () => {
    const phone = aPhone();
    await issuesCode('sms', phone);
    const { id } = await becomes(masked(phone), { status: 'sent', attempts: 1, availableActions: [] });
    const mine = posted.filter(({ body }) => body.to === phone);
    expect(mine).toEqual([
      { key: id, body: { to: phone, reference: id, text: expect.stringContaining('验证码：654321') as string } },
    ]);
  });

  it('hands e-mail to the SMTP server, subject and text in Chinese, once', async () => {
    await issuesCode('email', 'reader@example.org');
    const { id } = await becomes('r***@example.org', { status: 'sent', channel: 'email' });
    const mine = mails.filter(({ to }) => to.includes('reader@example.org'));
    expect(mine).toHaveLength(1);
    const [head = '', ...body] = mine[0]!.raw.split('\r\n\r\n');
    expect(head).toContain(`Message-ID: <${id}@platform.example>`);
    expect(head).toContain('Auto-Submitted: auto-generated');
    const subject = /Subject: ((?:.|\r\n )+?)\r\n\S/.exec(head)?.[1] ?? '';
    const decoded = [...subject.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/g)].map(([, text = '']) =>
      Buffer.from(text, 'base64'),
    );
    expect(Buffer.concat(decoded).toString()).toBe('更换手机号码验证码');
    const text = head.includes('base64')
      ? Buffer.from(body.join(), 'base64').toString()
      : Buffer.from(
          body
            .join('\r\n\r\n')
            .replaceAll(/=\r\n/g, '')
            .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          'latin1',
        ).toString();
    expect(text).toContain('验证码：654321');
  });

  it('tries a failing gateway again under the same key until it says yes', async () => {
    gatewayStatus = 503;
    const phone = aPhone();
    await issuesCode('sms', phone);
    const { id } = await becomes(masked(phone), {
      status: 'failed',
      attempts: 1,
      lastError: 'the SMS gateway answered 503',
    });
    const [job] = await platform
      .em()
      .execute<any[]>(`select attempts, last_error, run_at > now() as later from graphile_worker.jobs where key = ?`, [
        `notifications.send-delivery:${id}`,
      ]);
    expect(job).toMatchObject({ attempts: 1, later: true });
    expect(job.last_error).not.toContain(phone);

    gatewayStatus = 200;
    await hurry(id);
    await becomes(masked(phone), { status: 'sent', attempts: 2, lastError: null });
    expect(posted.filter(({ body }) => body.to === phone).map(({ key }) => key)).toEqual([id, id]);
  });

  it('sends a delivery once when two workers take it at the same time', async () => {
    gatewayStatus = 503;
    const phone = aPhone();
    await issuesCode('sms', phone);
    const { id } = await becomes(masked(phone), { status: 'failed' });
    gatewayStatus = 200;
    await platform
      .em()
      .execute(`select graphile_worker.add_job('notifications.send-delivery', ?::json) from generate_series(1, 4)`, [
        JSON.stringify({ deliveryId: id }),
      ]);
    await eventually('all of them have run', async () => {
      const left = await platform
        .em()
        .execute<{ n: number }[]>(
          `select count(*)::int as n from graphile_worker.jobs where attempts = 0 or locked_at is not null`,
        );
      expect(left).toEqual([{ n: 0 }]);
    });
    expect(await deliveryTo(masked(phone))).toMatchObject({ status: 'sent', attempts: 2 });
    expect(posted.filter(({ body }) => body.to === phone)).toHaveLength(2);
  });

  it('ends in a dead letter that an administrator sends again', async () => {
    gatewayStatus = 500;
    const phone = aPhone();
    await issuesCode('sms', phone);
    const { id } = await becomes(masked(phone), { status: 'failed' });
    expect(await manage('POST', `/${id}/retry`, ['province_admin'])).toMatchObject({
      status: 409,
      body: { code: 'lifecycle.step-not-allowed' },
    });
    await onLastAttempt(id);
    await hurry(id);
    await becomes(masked(phone), { status: 'dead', attempts: MAX_ATTEMPTS, availableActions: ['retry'] });
    const dead = await manage('GET', '?status=dead&channel=sms', ['province_admin']);
    expect(dead.body.items.map((item: any) => item.id)).toEqual([id]);
    expect(JSON.stringify(dead.body)).not.toContain(phone);

    gatewayStatus = 200;
    const retries = await Promise.all([1, 2].map(() => manage('POST', `/${id}/retry`, ['system_admin'])));
    expect(retries.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await becomes(masked(phone), { status: 'sent', attempts: 1 });
    expect(posted.filter(({ body }) => body.to === phone)).toHaveLength(3);
    const audited = await platform.em().execute(`select action from platform.audit_record where subject_id = ?`, [id]);
    expect(audited).toEqual([{ action: 'retry-delivery' }]);
  });

  it('sends a dead code no more once it has expired, and says why', async () => {
    gatewayStatus = 500;
    const phone = aPhone();
    await issuesCode('sms', phone);
    const { id } = await becomes(masked(phone), { status: 'failed' });
    await onLastAttempt(id);
    await hurry(id);
    await becomes(masked(phone), { status: 'dead' });
    platform.clock.advance(300);
    const refused = await manage('POST', `/${id}/retry`, ['province_admin']);
    expect(refused).toMatchObject({ status: 409, body: { code: 'notifications.code-expired' } });
    expect(await deliveryTo(masked(phone))).toMatchObject({
      status: 'dead',
      availableActions: [],
      blockedActions: [{ action: 'retry', code: 'notifications.code-expired' }],
    });
  });

  it('keeps of a refusing mail server’s words only their code', async () => {
    refuseMail = true;
    await issuesCode('email', 'quoted@example.org');
    const { lastError } = await becomes('q***@example.org', { status: 'failed', attempts: 1 });
    expect(lastError).toBe('the mail server refused: EMESSAGE 451');
  });

  it('lists deliveries to administrators of the province and the system only', async () => {
    expect(await manage('GET', '', ['base_admin'])).toMatchObject({
      status: 403,
      body: { code: 'access.not-allowed' },
    });
    expect(await manage('POST', `/${randomUUID()}/retry`, ['province_admin'])).toMatchObject({
      status: 404,
      body: { code: 'notifications.delivery-not-found' },
    });
  });
});
