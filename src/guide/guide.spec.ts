import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { portrait } from '../../scripts/walkthrough/made-up-files.js';
import { eventually } from '../../test/support/eventually.js';
import { GuideReader, hasCurl } from '../../test/support/guide-reader.js';
import { send } from '../../test/support/raw-request.js';
import { startTestPlatform, type TestPlatform } from '../../test/support/platform.js';
import { plantDemoData } from '../demo/plant-demo-data.js';
import { ORIGIN } from '../platform/openapi/guide/snippets.js';
import { declaredProblems } from '../platform/problems/problem.js';
import { clientSample } from './client-sample.js';

// as the examples of the documents have them
const PASSWORD = 'Gx2026xuexi';
const newContacts = { newPhone: '13877100002', newEmail: 'xiaoming2@example.org' };

const signInAgain = async (reader: GuideReader): Promise<void> => {
  await reader.sends({ operationId: 'createCaptcha', gives: { captchaId: 'captchaId' } });
  const takes = { captchaId: 'captchaId', captchaAnswer: 'captchaAnswer' };
  await reader.sends({ operationId: 'signIn', takes, gives: { accessToken: 'accessToken' } });
};

describe('the guide’s JavaScript, copied one request after the other', () => {
  let platform: TestPlatform;
  let reader: GuideReader;

  beforeAll(async () => {
    platform = await startTestPlatform();
    await plantDemoData(platform.platform);
    reader = new GuideReader(platform, 'fetch', { ...newContacts, newPassword: PASSWORD, file: await portrait() });
  });
  afterAll(() => platform.stop());

  it('leads a new trainee through registration, sign-in and a forgotten password', async () => {
    expect(await reader.follows('step-1')).toContain('confirmRegistration');
    expect(await reader.follows('step-2')).toContain('confirmPasswordReset');
  });

  it('and on to the form, which is saved with a file', async () => {
    await signInAgain(reader);
    await reader.follows('step-3');
    // what the example leaves out of the form is told, and nothing can be submitted yet
    expect(await reader.follows('step-4', ['submitApplication'])).toContain('checkCompleteness');
    const { body } = await platform.call('GET', '/personal-info', {
      token: reader.values.accessToken as string,
    });
    expect(body.basic.nativePlace).toBe('广西南宁');
  });

  it('and to every change of the account, after which all tokens have ended', async () => {
    reader.values.newPassword = 'Gx2027xuexi';
    // nobody signed in anywhere else
    expect(await reader.follows('step-13', ['endSession'])).toContain('changePassword');
    await eventually('the access token is refused', async () => {
      const token = reader.values.accessToken as string;
      const { status, body } = await platform.call('GET', '/account', { token });
      expect([status, body.code]).toEqual([401, 'access.session-ended']);
    });
  });

  it('stands on the page, with the address by which the reader came, and needs nothing from elsewhere', async () => {
    const page = await (await fetch(`${platform.url}/docs`)).text();
    for (const title of ['（一）注册', '（四）预填个人信息', '（十三）账号信息', '问题代码', '字段代码', '接口文档']) {
      expect(page).toContain(title);
    }
    expect(page).toContain(`curl -X POST &#39;${platform.url}/api/v1/captchas&#39;`);
    expect(page).not.toContain(ORIGIN);
    const leads = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target = '']) => target);
    expect(leads.length).toBeGreaterThan(100);
    expect(leads.filter((target) => !/^(#|\/(?!\/))/.test(target))).toEqual([]);
    expect(page).not.toMatch(/<script(?! src=)|\son\w+=/);
    const anchors = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => `#${id}`));
    expect(leads.filter((target) => /^#[^/]/.test(target) && !anchors.has(target))).toEqual([]);
  });

  it('never repeats an address that no browser sends', async () => {
    const headers = { host: "evil.example'><b" };
    const { status, text } = await send(platform.url, { method: 'GET', path: '/docs', headers });
    expect(status === 400 || !text.includes('evil.example')).toBe(true);
  });

  it('tells every problem there is, those of the management side with their operations to staff alone', async () => {
    const answer = await fetch(`${platform.url}/docs/problems.json`);
    const { problems, fieldCodes } = (await answer.json()) as {
      problems: { code: string; status: number; show: string; then: string; operations: string[] }[];
      fieldCodes: { code: string }[];
    };
    expect(problems.map(({ code }) => code)).toEqual(
      declaredProblems()
        .map(({ code }) => code)
        .toSorted(),
    );
    expect(problems.find(({ code }) => code === 'accounts.captcha-wrong')).toMatchObject({
      status: 422,
      title: { zh: '图片验证码错误或已失效' },
      show: 'field',
      operations: expect.arrayContaining(['startRegistration', 'signIn']) as unknown as string[],
    });
    expect(fieldCodes).toContainEqual({
      code: 'required',
      advice: expect.stringContaining('必填') as unknown as string,
    });
    expect(problems.find(({ code }) => code === 'review.already-decided')?.operations).toEqual([]);

    const staff = { authorization: `Bearer ${platform.token({ roles: ['base_admin'] })}` };
    const pages = await Promise.all(
      ['/docs', '/docs/management'].map(async (page) =>
        (await fetch(`${platform.url}${page}`, { headers: staff })).text(),
      ),
    );
    expect(pages.map((page) => page.includes('problem-review.already-decided'))).toEqual([false, true]);
    expect(pages.map((page) => page.includes('problem-request.timed-out'))).toEqual([true, true]);
  });

  describe('and its function for every request', () => {
    const stored = new Map<string, string>();
    let call: (method: string, path: string, body?: unknown) => Promise<any>;

    beforeAll(() => {
      const localStorage = {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => stored.set(key, value),
        removeItem: (key: string) => stored.delete(key),
      };
      const browser = { fetch, FormData, crypto: globalThis.crypto, navigator, localStorage, setTimeout };
      const sample = clientSample.replaceAll(ORIGIN, platform.url);
      call = vm.runInNewContext(`${sample}\ncall`, browser) as typeof call;
    });

    it('refreshes once for many requests that meet an expired token, and none of them fails', async () => {
      await reader.sends({ operationId: 'createCaptcha', gives: { captchaId: 'captchaId' } });
      const { captchaId, captchaAnswer } = reader.values;
      const signedIn = { identifier: newContacts.newPhone, password: 'Gx2027xuexi', captchaId, captchaAnswer };
      const tokens = (await call('POST', '/sessions', signedIn)) as { refreshToken: string };
      stored.set('tokens', JSON.stringify(tokens));
      platform.clock.advance(16 * 60);

      const answers = await Promise.all([1, 2, 3, 4].map(() => call('GET', '/account')));
      expect(answers.map(({ name }) => name as unknown as string)).toEqual(['张小明', '张小明', '张小明', '张小明']);
      const renewed = JSON.parse(stored.get('tokens')!) as { refreshToken: string };
      expect(renewed.refreshToken).not.toBe(tokens.refreshToken);
    });

    it('throws a problem as it was answered, and forgets tokens that cannot be refreshed', async () => {
      await expect(call('GET', '/bases/nothing')).rejects.toMatchObject({ status: 422, code: 'request.invalid' });
      await call('DELETE', '/sessions/current');
      // an access token is refused within a second of its session's end, not at once
      await eventually('the session is over', () =>
        expect(call('GET', '/account')).rejects.toMatchObject({ code: 'accounts.refresh-token-refused' }),
      );
      expect(stored.has('tokens')).toBe(false);
    });
  });
});

describe('the guide’s curl', () => {
  let platform: TestPlatform;
  let folder: string;

  beforeAll(async () => {
    platform = await startTestPlatform('accounts,applications');
    folder = await mkdtemp(path.join(os.tmpdir(), 'guide-'));
  });
  afterAll(async () => {
    await platform.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('registers, signs in and uploads as its JavaScript does', async () => {
    if (!(await hasCurl())) return console.warn('skipped: there is no curl on this machine');
    const file = path.join(folder, '证件照.jpg');
    await writeFile(file, Buffer.from(await (await portrait()).arrayBuffer()));
    const reader = new GuideReader(platform, 'curl', { ...newContacts, newPassword: PASSWORD, file });
    await reader.follows('step-1');
    await reader.follows('step-2');
    await signInAgain(reader);
    const token = reader.values.accessToken as string;
    await eventually('the account has reached the applications', async () => {
      expect((await platform.call('GET', '/personal-info', { token })).status).toBe(200);
    });
    await reader.follows('step-4', ['checkCompleteness', 'previewApplication', 'submitApplication']);
    await reader.follows('step-13', ['endSession', 'changePassword']);
    const { body } = await platform.call('GET', '/account', { token });
    expect(body).toMatchObject({ name: '张小明', phone: '138****0002' });
  });
});
