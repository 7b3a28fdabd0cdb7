import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountCallers, somePhone } from '../../../../test/support/account-callers.js';
import { createTestDatabase, dropTestDatabase } from '../../../../test/support/database.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { ForgetExpired } from '../forget-expired.js';
import { FailedSignIn } from '../sessions/failed-sign-in.entity.js';
import { AddressCount } from './address-count.entity.js';

const MOST = 5;
const settings = { CAPTCHAS_PER_ADDRESS: String(MOST), FAILED_SIGN_INS_PER_ADDRESS: String(MOST) };

describe('limits by address', () => {
  let database: string;
  let platform: TestPlatform;
  let replica: TestPlatform;

  beforeAll(async () => {
    database = await createTestDatabase();
    const shared = { DATABASE_URL: database, TRUSTED_PROXIES: '127.0.0.1', ...settings };
    platform = await startTestPlatform('accounts', shared);
    replica = await startTestPlatform('accounts', shared);
  });
  beforeEach(async () => {
    for (const one of [platform, replica]) one.clock.moveTo(TEST_NOW);
    await platform.em().nativeDelete(AddressCount, {});
    await platform.em().nativeDelete(FailedSignIn, {});
  });
  afterAll(async () => {
    await platform.stop();
    await replica.stop();
    await dropTestDatabase(database);
  });

  const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } });
  const ask = (ip: string, asked = platform) => asked.call('POST', '/captchas', from(ip));
  const asks = async (ip: string, times: number, asked = platform) => {
    for (let n = 0; n < times; n++) expect((await ask(ip, asked)).status).toBe(201);
  };

  it('are shared by all replicas, and tell when to come back', async () => {
    await asks('203.0.113.1', MOST - 1);
    await asks('203.0.113.1', 1, replica);
    platform.clock.advance(60);
    const refused = await ask('203.0.113.1');
    expect(refused).toMatchObject({ status: 429, body: { code: 'accounts.too-many-captchas' } });
    expect(Number(refused.headers.get('retry-after'))).toBe(9 * 60);
    expect((await platform.call('POST', '/audio-captchas', from('203.0.113.1'))).status).toBe(429);
    platform.clock.advance(9 * 60);
    expect((await ask('203.0.113.1')).status).toBe(201);
  });

  it('let no more through when many come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => ask('203.0.113.2', n % 2 === 0 ? platform : replica)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(MOST);
  });

  it('are one for a whole /64, and leave the neighbours alone', async () => {
    for (let n = 1; n <= MOST; n++) expect((await ask(`2001:db8::${n}`)).status).toBe(201);
    expect((await ask('2001:db8::ffff:1')).status).toBe(429);
    expect((await ask('2001:db8:0:1::1')).status).toBe(201);
    expect((await ask('203.0.113.3')).status).toBe(201);
  });

  it('believe what a proxy says only where the proxy is trusted', async () => {
    const open = await startTestPlatform('accounts', { DATABASE_URL: database, ...settings });
    const people = Array.from({ length: MOST + 1 }, (_, n) => open.call('POST', '/captchas', from(`198.51.100.${n}`)));
    const statuses = (await Promise.all(people)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    await open.stop();
  });

  it('stop one address that tries passwords over many accounts, and nobody else', async () => {
    const wrong = async (ip: string) => {
      // captchas of their own addresses, so that only passwords are counted here
      const { body } = await ask(`192.0.2.${Math.floor(Math.random() * 250)}`);
      const [entry] = await platform
        .em()
        .execute<{ code: string }[]>('select code from platform.local_outbox_entry where captcha_id = ?', [
          body.captchaId,
        ]);
      const request = { identifier: somePhone(), password: 'Wrong-1234', captchaId: body.captchaId };
      return platform.call('POST', '/sessions', { body: { ...request, captchaAnswer: entry?.code }, ...from(ip) });
    };
    const address = '203.0.113.4';
    for (let n = 0; n < MOST; n++) expect((await wrong(address)).body.code).toBe('accounts.credentials-wrong');
    const refused = await wrong(address);
    expect(refused).toMatchObject({ status: 429, body: { code: 'accounts.too-many-failures' } });
    expect(refused.headers.get('retry-after')).toBe('900');
    expect((await wrong('203.0.113.5')).status).toBe(401);
    platform.clock.advance(15 * 60);
    expect((await wrong(address)).status).toBe(401);
  });

  it('are forgotten when their time is over', async () => {
    await ask('203.0.113.6');
    platform.clock.advance(3600);
    const em = platform.em();
    await platform.platform.app.get(ForgetExpired, { strict: false }).run(em);
    expect(await em.count(AddressCount)).toBe(0);
  });

  it('hold for one phone from however many addresses', async () => {
    const people = new AccountCallers(platform);
    const phone = somePhone();
    const send = async (n: number) => {
      const { body } = await platform.call('POST', '/captchas', from(`203.0.113.${100 + n}`));
      const [entry] = await platform
        .em()
        .execute<{ code: string }[]>('select code from platform.local_outbox_entry where captcha_id = ?', [
          body.captchaId,
        ]);
      const captcha = { captchaId: body.captchaId as string, captchaAnswer: entry?.code ?? '' };
      const { body: started } = await people.start({ phone, ...captcha });
      const route = `/registrations/${started.registrationId}/codes`;
      return platform.call('POST', route, { body: { channel: 'sms' }, ...from(`203.0.113.${100 + n}`) });
    };
    expect((await send(1)).status).toBe(202);
    expect(await send(2)).toMatchObject({ status: 429, body: { code: 'accounts.code-too-soon' } });
  });
});
