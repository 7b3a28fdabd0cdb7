import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { AccountCallers, otherThan, PASSWORD, somePhone } from '../../../../test/support/account-callers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import type { EventFields } from '../../../platform/events/domain-event.js';
import { Account } from '../account.entity.js';
import { Code } from '../codes/code.entity.js';
import type { CodeIssued, PasswordChanged } from '../contracts/index.js';
import { SendResetCode } from './send-reset-code.js';

const NEW_PASSWORD = 'Zai-lai-2026';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
beforeEach(() => platform.clock.advance(61));
afterAll(() => platform.stop());

const start = async (phone: string) =>
  platform.call('POST', '/password-resets', { body: { phone, ...(await people.captcha()) } });
const confirm = (id: string, code: string, password = NEW_PASSWORD, passwordConfirmation = password) =>
  platform.call('POST', `/password-resets/${id}/confirmation`, { body: { code, password, passwordConfirmation } });

it('gives the account a new password, ends its sessions and lifts the lock', async () => {
  const { phone } = await people.register();
  const { body: session } = await people.signIn(phone);
  for (let n = 0; n < 5; n++) await people.signIn(phone, 'Wrong-1234');
  const { status, body } = await start(phone);
  expect({ status, body }).toMatchObject({ status: 202, body: { resendAfterSeconds: 60 } });

  expect((await confirm(body.passwordResetId, await people.resetCode(body.passwordResetId))).status).toBe(204);
  await eventually('the old session is refused', async () =>
    expect((await platform.call('GET', '/account', { token: session.accessToken })).status).toBe(401),
  );
  expect((await people.signIn(phone)).status).toBe(401);
  expect((await people.signIn(phone, NEW_PASSWORD)).status).toBe(201);
});

it('answers a phone without an account alike, and sends nothing', async () => {
  const { phone } = await people.register();
  const known = await start(phone);
  const code = await people.resetCode(known.body.passwordResetId);
  const sent = () => platform.em().count(OutboxMessage, { name: 'accounts.code-issued' });
  const before = await sent();
  const stranger = somePhone();
  const unknown = await start(stranger);
  await people.resetsAreSettled();
  expect(await sent()).toBe(before);
  expect(unknown.status).toBe(known.status);
  expect(Object.keys(unknown.body as object)).toEqual(Object.keys(known.body as object));

  const tries = async (id: string, code: string) => {
    const answers = [];
    for (let n = 0; n < 6; n++) answers.push((await confirm(id, code)).body.code);
    return answers;
  };
  const wrong = otherThan(code);
  expect(await tries(unknown.body.passwordResetId, wrong)).toEqual(await tries(known.body.passwordResetId, wrong));
  expect((await start(stranger)).body.code).toBe('accounts.code-too-soon');
});

it('refuses a bad password and leaves the code good', async () => {
  const { id, phone } = await people.register();
  const before = await platform.em().findOneOrFail(Account, { id });
  const { body } = await start(phone);
  const code = await people.resetCode(body.passwordResetId);
  const built = `ab${phone.slice(-8)}`;
  expect((await confirm(body.passwordResetId, code, 'short')).body.errors).toMatchObject([
    { pointer: '/password', code: 'length' },
    { pointer: '/password', code: 'no-digit' },
  ]);
  expect((await confirm(body.passwordResetId, code, NEW_PASSWORD, PASSWORD)).body.errors).toMatchObject([
    { pointer: '/passwordConfirmation', code: 'different' },
  ]);
  expect((await confirm(body.passwordResetId, code, built)).body.errors).toMatchObject([
    { pointer: '/password', code: 'personal' },
  ]);
  expect((await platform.em().findOneOrFail(Account, { id })).passwordHash).toBe(before.passwordHash);
  expect((await confirm(body.passwordResetId, code)).status).toBe(204);
});

it('takes a code once, also when two come at once', async () => {
  const { phone } = await people.register();
  const { body } = await start(phone);
  const code = await people.resetCode(body.passwordResetId);
  const answers = await Promise.all([confirm(body.passwordResetId, code), confirm(body.passwordResetId, code)]);
  expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
  expect((await confirm(body.passwordResetId, code)).status).toBe(422);
});

it('sends a code once, though its job runs twice', async () => {
  const { phone } = await people.register();
  const { body } = await start(phone);
  const passwordResetId = body.passwordResetId as string;
  await people.resetCode(passwordResetId);
  const { id: aggregateId } = await platform.em().findOneOrFail(Code, { subjectId: passwordResetId });
  const issued = (await platform.em().findOneOrFail(OutboxMessage, { aggregateId })).payload as EventFields<CodeIssued>;
  await platform.platform.app.get(SendResetCode).run(platform.em(), { passwordResetId, issued });
  expect(await platform.em().count(OutboxMessage, { aggregateId })).toBe(1);
});

it('tells the phone that there is another password', async () => {
  const { id, phone } = await people.register();
  const { body } = await start(phone);
  expect((await confirm(body.passwordResetId, await people.resetCode(body.passwordResetId))).status).toBe(204);
  const message = await platform
    .em()
    .findOneOrFail(OutboxMessage, { aggregateId: id, name: 'accounts.password-changed' });
  const event = message.payload as PasswordChanged;
  expect(event).toMatchObject({ aggregateVersion: 2, how: 'reset' });
  expect(platform.encryption.open('phone', event.phone)).toBe(phone);
});

it('knows no reset that was never started', async () => {
  expect(await confirm('00000000-0000-4000-8000-000000000000', '123456')).toMatchObject({
    status: 404,
    body: { code: 'accounts.password-reset-not-found' },
  });
});

it('is of no use once the account has another phone: the old one may be lost', async () => {
  const { phone } = await people.register();
  const { body: session } = await people.signIn(phone);
  platform.clock.advance(61);
  const { body: reset } = await start(phone);
  const codeToOldPhone = await people.resetCode(reset.passwordResetId);
  const token = session.accessToken as string;
  const change = { phone: somePhone(), password: PASSWORD };
  const { body: started } = await platform.call('POST', '/account/phone-changes', { token, body: change });
  const code = await people.lastCode();
  await platform.call('POST', `/account/phone-changes/${started.phoneChangeId}/confirmation`, {
    token,
    body: { code },
  });

  expect(await confirm(reset.passwordResetId, codeToOldPhone)).toMatchObject({
    status: 404,
    body: { code: 'accounts.password-reset-not-found' },
  });
  expect((await people.signIn(change.phone)).status).toBe(201);
});
