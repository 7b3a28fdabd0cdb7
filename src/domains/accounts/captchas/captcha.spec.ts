import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AccountCallers } from '../../../../test/support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxEntry } from '../../../platform/local/outbox-entry.entity.js';
import { Captcha } from './captcha.entity.js';
import { captchaAlphabet } from './captcha-strokes.js';
import { drawCaptcha } from './draw-captcha.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const resetWith = (captcha: object) =>
  platform.call('POST', '/password-resets', { body: { phone: '13900000000', ...captcha } });

it('answers a picture, and keeps no more than a hash of what it shows', async () => {
  const { status, headers, body } = await platform.call('POST', '/captchas');
  expect(status).toBe(201);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body.image).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(body.expiresAt).toBe('2026-11-23T02:02:00.000Z');
  const stored = await platform.em().findOneOrFail(Captcha, { id: body.captchaId });
  const caught = await platform.em().findOneOrFail(OutboxEntry, { captchaId: body.captchaId });
  expect(caught).toMatchObject({ kind: 'captcha', to: null });
  expect(caught.code).toHaveLength(4);
  expect(JSON.stringify(stored)).not.toContain(caught.code);
});

it('takes the answer in small letters', async () => {
  const { captchaId, captchaAnswer } = await people.captcha();
  expect((await resetWith({ captchaId, captchaAnswer: captchaAnswer.toLowerCase() })).status).toBe(202);
});

it('is to be heard, too: digits that answer the same requests, however they are typed', async () => {
  const { status, headers, body } = await platform.call('POST', '/audio-captchas');
  expect(status).toBe(201);
  expect(headers.get('cache-control')).toBe('no-store');
  const { code = '' } = await platform.em().findOneOrFail(OutboxEntry, { captchaId: body.captchaId });
  expect(code).toMatch(/^\d{6}$/);
  const wide = [...(code ?? '')].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(' ');
  const answered = { captchaId: body.captchaId, captchaAnswer: wide, phone: '13900000002' };
  expect((await platform.call('POST', '/password-resets', { body: answered })).status).toBe(202);
});

it('is used up by a wrong answer', async () => {
  const { captchaId, captchaAnswer } = await people.captcha();
  expect(await resetWith({ captchaId, captchaAnswer: '0000' })).toMatchObject({
    status: 422,
    body: { code: 'accounts.captcha-wrong', errors: [{ pointer: '/captchaAnswer' }] },
  });
  expect((await resetWith({ captchaId, captchaAnswer })).status).toBe(422);
});

it('lets one of two requests through that race with one answer', async () => {
  const captcha = await people.captcha();
  const answers = await Promise.all(
    ['13911110001', '13911110002'].map((phone) =>
      platform.call('POST', '/password-resets', { body: { phone, ...captcha } }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 422]);
});

it('counts for two minutes', async () => {
  const captcha = await people.captcha();
  platform.clock.advance(120);
  expect((await resetWith(captcha)).status).toBe(422);
});

it('draws every letter without writing it', () => {
  for (const letter of captchaAlphabet) {
    const drawn = drawCaptcha(letter.repeat(4));
    expect(drawn).not.toMatch(/<text|<tspan|<use|href|id=|class=|font/);
    expect(drawn).not.toMatch(/NaN|undefined/);
  }
});

it('draws the same answer differently each time, in pieces that are not in the order of the letters', () => {
  const [first, second] = [drawCaptcha('EY4W'), drawCaptcha('EY4W')];
  expect(first).not.toBe(second);
  const starts = [...first.matchAll(/d="M(-?[\d.]+) /g)].map(([, x]) => Number(x));
  expect(starts.length).toBeGreaterThan(50);
  const jumps = starts.filter((x, at) => at > 0 && Math.abs(x - (starts[at - 1] as number)) > 40);
  // ordered strokes would jump from letter to letter three times
  expect(jumps.length).toBeGreaterThan(starts.length / 5);
});

it('leaves out what looks like something else', () => {
  expect(captchaAlphabet.join('')).not.toMatch(/[0OQD1IL2Z5S8B6GFU]/);
});
