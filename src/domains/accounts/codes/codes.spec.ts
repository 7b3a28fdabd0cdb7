import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { AccountCallers, otherThan, someIdNumber, somePhone } from '../../../../test/support/account-callers.js';
import { startTestPlatform, TEST_NOW, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { DAILY_LIMIT } from './code-limits.js';
import { Code } from './code.entity.js';

const CODES_PER_ADDRESS = 60;

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts', { CODES_PER_ADDRESS: String(CODES_PER_ADDRESS) });
  people = new AccountCallers(platform);
});
beforeEach(async () => {
  platform.clock.moveTo(TEST_NOW);
  await platform.em().nativeDelete(Code, {});
});
afterAll(() => platform.stop());

const started = async (phone = somePhone()) => (await people.start({ phone })).body.registrationId as string;
const send = (id: string) => platform.call('POST', `/registrations/${id}/codes`, { body: { channel: 'sms' } });

it('is stored as a hash that the code alone does not give', async () => {
  const { id, code } = await people.reachSecondStep();
  const stored = await platform.em().findOneOrFail(Code, { subjectId: id });
  expect(code).toMatch(/^\d{6}$/);
  expect(stored.codeHash).toBe(platform.encryption.index('code', `${stored.id}:${code}`));
  expect(stored.codeHash).not.toBe(platform.encryption.index('code', code));
});

it('counts for five minutes', async () => {
  const late = await people.reachSecondStep();
  platform.clock.advance(5 * 60);
  expect(await people.confirm(late.id, late.code)).toMatchObject({
    status: 422,
    body: { code: 'accounts.code-expired' },
  });
  const inTime = await people.reachSecondStep();
  platform.clock.advance(5 * 60 - 1);
  expect((await people.confirm(inTime.id, inTime.code)).status).toBe(201);
});

it('may be tried five times: the right one is refused after', async () => {
  const { id, code } = await people.reachSecondStep();
  const left: number[] = [];
  for (let n = 0; n < 5; n++) left.push((await people.confirm(id, otherThan(code))).body.triesLeft as number);
  expect(left).toEqual([4, 3, 2, 1, 0]);
  expect(await people.confirm(id, code)).toMatchObject({ status: 422, body: { code: 'accounts.code-expired' } });
});

it('gives away no more tries when many come at once, with a key or without', async () => {
  const { id, code } = await people.reachSecondStep();
  const attempts = Array.from({ length: 12 }, (_, n) =>
    platform.call('POST', `/registrations/${id}/confirmation`, {
      body: { code: otherThan(code) },
      headers: n % 2 === 0 ? { 'idempotency-key': `try-${n}` } : {},
    }),
  );
  const codes = (await Promise.all(attempts)).map(({ body }) => body.code as string);
  expect(codes.filter((answered) => answered === 'accounts.code-wrong')).toHaveLength(5);
  expect(await platform.em().findOneOrFail(Code, { subjectId: id })).toMatchObject({ tries: 5 });
});

it('belongs to the registration that it was sent for', async () => {
  const mine = await people.reachSecondStep();
  const other = await people.reachSecondStep();
  expect((await people.confirm(other.id, mine.code)).body.code).toBe('accounts.code-wrong');
});

it('is replaced by the next one', async () => {
  const { id, code } = await people.reachSecondStep();
  platform.clock.advance(60);
  await send(id);
  const next = await people.lastCode();
  expect((await people.confirm(id, code)).body.code).toBe('accounts.code-wrong');
  expect((await people.confirm(id, next)).status).toBe(201);
});

it('follows another only after 60 seconds, whoever asks for the phone', async () => {
  const phone = somePhone();
  const [first, second] = [await started(phone), await started(phone)];
  expect((await send(first)).status).toBe(202);
  platform.clock.advance(20);
  const refused = await send(second);
  expect(refused).toMatchObject({ status: 429, body: { code: 'accounts.code-too-soon' } });
  expect(refused.headers.get('retry-after')).toBe('40');
  platform.clock.advance(40);
  expect((await send(second)).status).toBe(202);
});

it('is sent once when two ask at once', async () => {
  const id = await started();
  const before = await platform.em().count(OutboxMessage, { name: 'accounts.code-issued' });
  const answers = await Promise.all([send(id), send(id), send(id)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 429, 429]);
  expect(await platform.em().count(OutboxMessage, { name: 'accounts.code-issued' })).toBe(before + 1);
});

it('goes to one phone ten times in 24 hours', async () => {
  const phone = somePhone();
  for (let n = 0; n < DAILY_LIMIT; n++) {
    expect((await send(await started(phone))).status).toBe(202);
    platform.clock.advance(60);
  }
  const refused = await send(await started(phone));
  expect(refused).toMatchObject({ status: 429, body: { code: 'accounts.too-many-codes' } });
  expect(refused.headers.get('retry-after')).toBe(String(24 * 3600 - DAILY_LIMIT * 60));
  platform.clock.moveTo(new Date(TEST_NOW.getTime() + 24 * 3600 * 1000));
  expect((await send(await started(phone))).status).toBe(202);
});

it('is refused to an address that asked for too many, whoever they were for', async () => {
  const { id } = await people.reachSecondStep({ idNumber: someIdNumber() });
  const [sent] = await platform.em().find(Code, { subjectId: id });
  await platform.em().execute(
    `insert into accounts.code (id, purpose, channel, subject_id, target_index, code_hash, address, issued_at, expires_at)
     select gen_random_uuid(), purpose, channel, gen_random_uuid(), md5(n::text) || md5(n::text), code_hash, address, issued_at, expires_at
     from accounts.code, generate_series(2, ?) n where id = ?`,
    [CODES_PER_ADDRESS, sent?.id],
  );
  const refused = await send(await started());
  expect(refused).toMatchObject({ status: 429, body: { code: 'accounts.too-many-codes' } });
  expect(refused.headers.get('retry-after')).toBe('3600');
});

it('is counted for a mailbox in whatever capitals it is written', async () => {
  const statuses: number[] = [];
  for (const email of ['zhangsan@example.org', 'ZhangSan@example.org', 'zhangsan@EXAMPLE.org']) {
    const { body } = await people.start({ email });
    const route = `/registrations/${body.registrationId}/codes`;
    statuses.push((await platform.call('POST', route, { body: { channel: 'email' } })).status);
  }
  expect(statuses).toEqual([202, 429, 429]);
});
