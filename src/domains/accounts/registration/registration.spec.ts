import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  AccountCallers,
  otherThan,
  PASSWORD,
  someIdNumber,
  somePhone,
} from '../../../../test/support/account-callers.js';
import { startTestPlatform, type TestPlatform } from '../../../../test/support/platform.js';
import { AuditRecord } from '../../../platform/audit/audit-record.entity.js';
import { OutboxMessage } from '../../../platform/events/outbox-message.entity.js';
import { Account } from '../account.entity.js';
import { AccountRegistered, CodeIssued } from '../contracts/index.js';
import { Registration } from './registration.entity.js';

let platform: TestPlatform;
let people: AccountCallers;

beforeAll(async () => {
  platform = await startTestPlatform('accounts');
  people = new AccountCallers(platform);
});
afterAll(() => platform.stop());

const pointersOf = (body: { errors: { pointer: string; code: string }[] }) =>
  body.errors.map(({ pointer, code }) => `${pointer} ${code}`);

it('opens the account once the code is proven, and announces it sealed', async () => {
  const phone = somePhone();
  const idNumber = someIdNumber();
  const started = await people.start({ phone, idNumber, email: 'xiaoming@example.org' });
  expect(started).toMatchObject({ status: 202, body: { channels: ['sms', 'email'], unprintableCharacters: [] } });

  const { registrationId } = started.body;
  const sent = await platform.call('POST', `/registrations/${registrationId}/codes`, { body: { channel: 'sms' } });
  expect(sent).toMatchObject({ status: 202, body: { resendAfterSeconds: 60 } });
  expect(await platform.em().count(Account, { phoneIndex: platform.encryption.index('phone', phone) })).toBe(0);

  const confirmed = await people.confirm(registrationId, await people.lastCode());
  expect(confirmed.status).toBe(201);
  const event = await platform.em().findOneOrFail(OutboxMessage, { aggregateId: confirmed.body.accountId });
  const payload = event.payload as AccountRegistered;
  expect(payload).toMatchObject({ maskedName: '张*明', aggregateVersion: 1 });
  expect(platform.encryption.open('phone', payload.phone)).toBe(phone);
  expect(platform.encryption.open('id-number', payload.idNumber)).toBe(idNumber);
  expect(await platform.em().count(Registration, { id: registrationId })).toBe(0);
});

it('keeps no name, number, password or code in clear, in the outbox or in its own tables', async () => {
  const person = { name: '欧阳不宣', phone: somePhone(), idNumber: someIdNumber(), email: 'never@told.example' };
  const { id, code } = await people.reachSecondStep(person);
  const beforeConfirmation = await everythingStored();
  const { body } = await people.confirm(id, code);
  const stored = beforeConfirmation + (await everythingStored());

  expect(stored).toContain(body.accountId);
  for (const secret of [...Object.values(person), PASSWORD, `"${code}"`]) expect(stored).not.toContain(secret);
});

it('tells every field that is wrong, and stores nothing', async () => {
  const { status, body } = await people.start({
    name: '张3',
    idNumber: '45010319900230123X',
    password: 'short1',
    passwordConfirmation: 'other',
  });
  expect(status).toBe(422);
  expect(pointersOf(body)).toEqual([
    '/name format',
    '/idNumber birth-date',
    '/password length',
    '/passwordConfirmation different',
  ]);
  expect(await platform.em().count(Registration)).toBe(0);
});

it.each([
  [{ idNumber: '4501031990010112345' }, '/idNumber'],
  [{ phone: '12345678901' }, '/phone'],
  [{ email: 'nobody' }, '/email'],
  [{ name: 'x' }, '/name'],
  [{ sex: 'male' }, '/sex'],
])('names the field of a malformed request: %j', async (given, pointer) => {
  const { status, body } = await people.start(given);
  expect(status).toBe(422);
  expect(body.errors[0].pointer).toBe(pointer);
});

it('refuses a password built from the phone or the ID number', async () => {
  const phone = somePhone();
  const password = `a${phone}`;
  const { body } = await people.start({ phone, password, passwordConfirmation: password });
  expect(pointersOf(body)).toEqual(['/password personal']);
});

it('says which characters of a name no font can print, and takes the name', async () => {
  const { status, body } = await people.start({ name: '王𮧵' });
  expect(status).toBe(202);
  expect(body.unprintableCharacters).toEqual(['𮧵']);
});

it('refuses the same captcha a second time', async () => {
  const captcha = await people.captcha();
  expect((await people.start(captcha)).status).toBe(202);
  expect(await people.start(captcha)).toMatchObject({ status: 422, body: { code: 'accounts.captcha-wrong' } });
});

it('leaves the captcha good when only a field was mistyped', async () => {
  const captcha = await people.captcha();
  expect((await people.start({ ...captcha, name: '张3' })).body.code).toBe('request.invalid');
  expect((await people.start(captcha)).status).toBe(202);
});

it('answers alike whether phone and ID number have an account, until the phone is proven', async () => {
  const known = await people.register();
  const { phone, idNumber } = known;
  platform.clock.advance(61);
  const again = await people.reachSecondStep({ phone, idNumber });
  expect(await people.confirm(again.id, again.code)).toMatchObject({
    status: 409,
    body: { code: expect.stringMatching(/^accounts\.(phone|id-number)-taken$/) },
  });
  const sameIdNumber = await people.reachSecondStep({ idNumber });
  expect(await people.confirm(sameIdNumber.id, sameIdNumber.code)).toMatchObject({
    status: 409,
    body: { code: 'accounts.id-number-taken' },
  });
  const account = await platform.em().findOneOrFail(Account, { id: known.id });
  expect(account.version).toBe(1);
});

it('does not tell an account to somebody who has proven only a mailbox', async () => {
  const { phone } = await people.register();
  const { id, code } = await people.reachSecondStep({ phone, email: 'thief@example.org' }, 'email');
  expect(await people.confirm(id, code)).toMatchObject({
    status: 409,
    body: { code: 'accounts.phone-proof-required' },
  });
});

it('leaves one account of two registrations that race for an ID number', async () => {
  const idNumber = someIdNumber();
  const first = await people.reachSecondStep({ idNumber });
  const second = await people.reachSecondStep({ idNumber });
  const answers = await Promise.all([first, second].map(({ id, code }) => people.confirm(id, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const idNumberIndex = platform.encryption.index('id-number', idNumber);
  expect(await platform.em().count(Account, { idNumberIndex })).toBe(1);
});

it('leaves one account of two confirmations that race with one code', async () => {
  const { id, code } = await people.reachSecondStep();
  const answers = await Promise.all([people.confirm(id, code), people.confirm(id, code)]);
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
});

it('gives a repeated confirmation with the same key the same answer', async () => {
  const { id, code } = await people.reachSecondStep();
  const confirm = () =>
    platform.call('POST', `/registrations/${id}/confirmation`, {
      body: { code },
      headers: { 'idempotency-key': 'confirm-once' },
    });
  const first = await confirm();
  expect(first.status).toBe(201);
  expect((await confirm()).body).toEqual(first.body);
});

it('sends to the mailbox that was given, and refuses e-mail when none was', async () => {
  await people.reachSecondStep({ email: 'mine@example.org' }, 'email');
  const [message] = await platform
    .em()
    .find(OutboxMessage, { name: 'accounts.code-issued' }, { orderBy: { sequence: 'desc' }, limit: 1 });
  const { channel, target } = message?.payload as CodeIssued;
  expect([channel, platform.encryption.open('email', target)]).toEqual(['email', 'mine@example.org']);

  const { body } = await people.start();
  const refused = await platform.call('POST', `/registrations/${body.registrationId}/codes`, {
    body: { channel: 'email' },
  });
  expect(refused).toMatchObject({ status: 422, body: { code: 'accounts.channel-not-available' } });
});

it('refuses a wrong code and still takes the right one', async () => {
  const { id, code } = await people.reachSecondStep();
  expect(await people.confirm(id, otherThan(code))).toMatchObject({
    status: 422,
    body: { code: 'accounts.code-wrong', triesLeft: 4 },
  });
  expect((await people.confirm(id, code)).status).toBe(201);
});

it('knows an unfinished registration for half an hour', async () => {
  const { id, code } = await people.reachSecondStep();
  platform.clock.advance(30 * 60);
  expect(await people.confirm(id, code)).toMatchObject({
    status: 404,
    body: { code: 'accounts.registration-not-found' },
  });
});

it('leaves an audit record of each code that is sent, and of none that is refused', async () => {
  const { registrationId } = (await people.start({ phone: somePhone(), idNumber: someIdNumber() })).body;
  const send = (channel: string) =>
    platform.call('POST', `/registrations/${registrationId}/codes`, { body: { channel } });
  expect((await send('email')).body.code).toBe('accounts.channel-not-available');
  expect((await send('sms')).status).toBe(202);
  expect((await send('sms')).body.code).toBe('accounts.code-too-soon');
  const records = await platform.em().find(AuditRecord, { subjectId: registrationId });
  expect(records).toMatchObject([
    {
      ...{ action: 'send-registration-code', subjectType: 'registration', actorId: null, actorRoles: 'anyone' },
      ...{ ip: '127.0.0.1', facts: { channel: 'sms' } },
    },
  ]);
});

async function everythingStored(): Promise<string> {
  const em = platform.em();
  const tables = await em.execute<{ name: string }[]>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('accounts', 'graphile_worker') or (schemaname = 'platform' and tablename <> 'local_outbox_entry')`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => em.execute<{ row: string }[]>(`select row_to_json(t)::text as row from ${name} t`)),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
}
