import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
});
afterAll(() => platform.stop());

const rate = (body: object, headers = {}) => platform.call('POST', '/password-strength', { body, headers });

it('rates a password by the rule of the server', async () => {
  expect(await rate({ password: 'Zkmwqt71' })).toMatchObject({
    status: 200,
    body: { strength: 'medium', acceptable: true, failures: [] },
  });
});

it('says what is wrong, in the language of the reader', async () => {
  const body = { password: 'a13877100001', phone: '13877100001' };
  expect((await rate(body)).body).toEqual({
    strength: 'weak',
    acceptable: false,
    failures: [{ code: 'personal', detail: '密码不能由手机号码或身份证号码组成' }],
  });
  expect((await rate(body, { 'accept-language': 'en' })).body.failures[0].detail).toMatch(/^must not be built/);
});
