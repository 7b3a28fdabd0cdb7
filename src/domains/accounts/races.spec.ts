import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { someIdNumber, somePhone } from '../../../test/support/account-callers.js';
import { sizeOf } from '../../../test/support/stress.js';
import { startTestPlatform, type TestPlatform } from '../../../test/support/platform.js';
import { OutboxEntry } from '../../platform/local/outbox-entry.entity.js';
import { Captchas } from './captchas/captchas.js';
import { Codes } from './codes/codes.js';
import { hashPassword } from './passwords/password-hash.js';
import { Registration } from './registration/registration.entity.js';

const ROUNDS = sizeOf(200, 20);
const AT_ONCE = 10;

let platform: TestPlatform;
let passwordHash: string;

beforeAll(async () => {
  platform = await startTestPlatform('accounts', { DATABASE_POOL_SIZE: '20' });
  passwordHash = await hashPassword('Gx-xuexi-77');
});
afterAll(() => platform.stop());

/** Runs the round many times, some at once, and gives what each came to. */
async function rounds<Result>(round: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  while (results.length < ROUNDS) results.push(...(await Promise.all(Array.from({ length: AT_ONCE }, round))));
  return results;
}

/** A first step of a registration as it is stored, without the cost of its form. */
async function registration({ phone = somePhone(), idNumber = someIdNumber() } = {}): Promise<{
  id: string;
  phone: string;
}> {
  const { encryption } = platform;
  const id = randomUUID();
  await platform.em().insert(Registration, {
    id,
    name: encryption.seal('name', '张小明'),
    idNumber: encryption.seal('id-number', idNumber),
    phone: encryption.seal('phone', phone),
    email: null,
    passwordHash,
    expiresAt: new Date(platform.clock.now().getTime() + 1800_000),
  });
  return { id, phone };
}

async function codeFor({ id, phone }: { id: string; phone: string }): Promise<string> {
  const codes = platform.platform.app.get(Codes, { strict: false });
  const request = { purpose: 'registration', channel: 'sms', subjectId: id, target: phone, send: true } as const;
  await platform.em().transactional((em) => codes.issue(em, request));
  const [issued] = await platform.em().execute<{ code: string }[]>(
    `select payload->>'code' as code from platform.outbox_message m join accounts.code c on c.id = m.aggregate_id
     where c.subject_id = ? order by m.sequence desc limit 1`,
    [id],
  );
  return platform.encryption.open('code', issued?.code ?? '');
}

const confirm = (id: string, code: string) =>
  platform.call('POST', `/registrations/${id}/confirmation`, { body: { code } });
const winners = (answers: readonly { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length;
const one = () => Array.from({ length: ROUNDS }, () => 1);

it('a captcha that two requests answer at once lets one of them through, two hundred times', async () => {
  const captchas = platform.platform.app.get(Captchas, { strict: false });
  const solved = await rounds(async () => {
    const { captchaId } = await captchas.ask('EY4W');
    const both = await Promise.allSettled([1, 2].map(() => captchas.solve({ captchaId, captchaAnswer: 'ey4w' })));
    return both.filter(({ status }) => status === 'fulfilled').length;
  });
  expect(solved).toEqual(one());
  expect(await platform.em().count(OutboxEntry, { kind: 'captcha' })).toBe(ROUNDS);
});

it('a code that is confirmed twice at once opens one account, two hundred times', async () => {
  const opened = await rounds(async () => {
    const started = await registration();
    const code = await codeFor(started);
    return winners(await Promise.all([confirm(started.id, code), confirm(started.id, code)]), 201);
  });
  expect(opened).toEqual(one());
});

it('two registrations for one ID number leave one account, two hundred times', async () => {
  const opened = await rounds(async () => {
    const idNumber = someIdNumber();
    const both = await Promise.all([registration({ idNumber }), registration({ idNumber })]);
    const codes = await Promise.all(both.map(codeFor));
    const answers = await Promise.all(both.map(({ id }, at) => confirm(id, codes[at] ?? '')));
    expect(winners(answers, 409)).toBe(1);
    return winners(answers, 201);
  });
  expect(opened).toEqual(one());
});

it('two requests for a code to one phone send one, two hundred times', async () => {
  const sent = await rounds(async () => {
    const phone = somePhone();
    const both = await Promise.all([registration({ phone }), registration({ phone })]);
    const answers = await Promise.all(
      both.map(({ id }) => platform.call('POST', `/registrations/${id}/codes`, { body: { channel: 'sms' } })),
    );
    expect(winners(answers, 429)).toBe(1);
    return winners(answers, 202);
  });
  expect(sent).toEqual(one());
});
