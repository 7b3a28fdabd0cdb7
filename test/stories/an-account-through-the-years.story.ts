import {
  changePassword,
  confirmEmailChange,
  confirmPasswordReset,
  confirmRegistration,
  getAccount,
  ratePassword,
  sendRegistrationCode,
  signIn,
  startEmailChange,
  startPasswordReset,
  startRegistration,
} from '../../openapi/client/trainee/index.js';
import { madeUpPerson } from '../../scripts/walkthrough/made-up-person.js';
import { answerOf, done } from '../../scripts/walkthrough/refused.js';
import { Session } from '../../scripts/walkthrough/session.js';
import { People } from '../support/people.js';

interface Answered {
  readonly error?: unknown;
  readonly response?: { readonly status: number };
}

describe('an account', () => {
  const person = madeUpPerson('欧阳·小燕');
  let people: People;
  let session: Session;
  let registrationId: string;

  beforeAll(async () => {
    people = await People.gather();
    session = new Session(people.platform.url, people.outbox);
  });
  afterAll(() => people.part());

  /** Status, code and the fields that are named. */
  async function refusal(call: Promise<Answered>): Promise<unknown[]> {
    const { error, response } = await call;
    const { code, errors = [] } = error as { code: string; errors?: { pointer: string; code: string }[] };
    return [response?.status, code, ...errors.map((field) => `${field.pointer} ${field.code}`)];
  }
  const aMinuteLater = () => people.platform.clock.advance(61);
  const begins = async (changes: object = {}) => {
    const { name, idNumber, phone, email, password } = person;
    const form = { name, idNumber, phone, email, password, passwordConfirmation: password };
    return startRegistration({ client: session.client, body: { ...form, ...(await session.captcha()), ...changes } });
  };
  const signsIn = async (identifier: string, password: string) =>
    signIn({ client: session.client, body: { identifier, password, ...(await session.captcha()) } });

  it('is not begun with fields that are wrong, each of which is named, nor with a wrong captcha', async () => {
    const [first = ''] = person.idNumber.slice(-1);
    const wrongDigit = `${person.idNumber.slice(0, -1)}${first === '1' ? '2' : '1'}`;
    expect(await refusal(begins({ phone: '12345678901' }))).toEqual([422, 'request.invalid', '/phone format']);
    const wrong = { name: '张1', idNumber: wrongDigit, passwordConfirmation: 'Other-1234' };
    expect((await refusal(begins(wrong))).toSorted()).toEqual(
      [422, 'request.invalid', '/name format', '/idNumber check-digit', '/passwordConfirmation different'].toSorted(),
    );
    expect(await refusal(begins({ captchaAnswer: 'xxxx' }))).toEqual([
      422,
      'accounts.captcha-wrong',
      '/captchaAnswer wrong',
    ]);
    const { client } = session;
    expect(await answerOf(ratePassword({ client, body: { password: person.phone } }))).toMatchObject({
      acceptable: false,
    });
  });

  it('is there once the code is proven, which may be typed wrong, and counts once', async () => {
    ({ registrationId } = await answerOf(begins()));
    const { client } = session;
    const path = { id: registrationId };
    expect(await refusal(confirmRegistration({ client, path, body: { code: '000000' } }))).toEqual([
      422,
      'accounts.code-expired',
    ]);
    await done(sendRegistrationCode({ client, path, body: { channel: 'sms' } }));
    expect(await refusal(sendRegistrationCode({ client, path, body: { channel: 'sms' } }))).toEqual([
      429,
      'accounts.code-too-soon',
    ]);
    const code = await people.outbox.code('sms', person.phone);
    const other = code === '123456' ? '654321' : '123456';
    expect(await refusal(confirmRegistration({ client, path, body: { code: other } }))).toEqual([
      422,
      'accounts.code-wrong',
      '/code wrong',
    ]);
    await done(confirmRegistration({ client, path, body: { code } }));
    expect((await refusal(confirmRegistration({ client, path, body: { code } })))[1]).toBe(
      'accounts.registration-not-found',
    );
  });

  it('is not made twice, which is told only to who proves the phone', async () => {
    aMinuteLater();
    const { client } = session;
    const { registrationId: id } = await answerOf(begins());
    await done(sendRegistrationCode({ client, path: { id }, body: { channel: 'sms' } }));
    const code = await people.outbox.code('sms', person.phone);
    expect((await refusal(confirmRegistration({ client, path: { id }, body: { code } })))[1]).toBe(
      'accounts.phone-taken',
    );
  });

  it('is entered by phone or ID number, a small x as a large one', async () => {
    for (const identifier of [person.phone, person.idNumber, person.idNumber.toLowerCase()]) {
      expect(await answerOf(signsIn(identifier, person.password))).toMatchObject({ account: { roles: ['trainee'] } });
    }
  });

  it('is locked after five wrong passwords, and open a quarter of an hour later', async () => {
    const answers: unknown[][] = [];
    for (let tries = 0; tries < 5; tries++) answers.push(await refusal(signsIn(person.phone, 'Wrong-1234')));
    expect(answers.map(([status]) => status)).toEqual([401, 401, 401, 401, 423]);
    expect(await refusal(signsIn(person.phone, person.password))).toEqual([423, 'accounts.locked']);
    people.platform.clock.advance(15 * 60);
    expect((await signsIn(person.phone, person.password)).response?.status).toBe(201);
  });

  it('gets another password by its phone, and is told', async () => {
    const { client } = session;
    const body = { phone: person.phone, ...(await session.captcha()) };
    const { passwordResetId: id } = await answerOf(startPasswordReset({ client, body }));
    const code = await people.outbox.code('sms', person.phone);
    const next = { code, password: 'Xuexi-2027', passwordConfirmation: 'Xuexi-2027' };
    await done(confirmPasswordReset({ client, path: { id }, body: next }));
    expect(await people.outbox.sms(person.phone, '密码已通过短信验证码重设')).toContain('如非本人操作');
    expect(await refusal(signsIn(person.phone, person.password))).toEqual([401, 'accounts.credentials-wrong']);
    expect((await signsIn(person.phone, 'Xuexi-2027')).response?.status).toBe(201);
  });

  it('gets another mailbox, once its code is proven, and the phone is told', async () => {
    aMinuteLater();
    await session.signIn(person.phone, 'Xuexi-2027');
    const { client } = session;
    const email = 'xiaoyan.new@example.org';
    expect(await refusal(startEmailChange({ client, body: { email, password: 'Wrong-1234' } }))).toEqual([
      422,
      'accounts.current-password-wrong',
      '/password wrong',
    ]);
    const { emailChangeId: id } = await answerOf(startEmailChange({ client, body: { email, password: 'Xuexi-2027' } }));
    expect((await answerOf(getAccount({ client }))).email).not.toContain('x***');
    const code = await people.outbox.code('email', email);
    await done(confirmEmailChange({ client, path: { id }, body: { code } }));
    expect((await answerOf(getAccount({ client }))).email).toBe('x***@example.org');
    expect(await people.outbox.sms(person.phone, '电子邮箱已更换')).toContain('如非本人操作');
  });

  it('gets another password by the present one, and every session ends', async () => {
    const { client } = session;
    const next = { password: 'Jieye-2028', passwordConfirmation: 'Jieye-2028' };
    expect(await refusal(changePassword({ client, body: { currentPassword: 'Wrong-1234', ...next } }))).toEqual([
      422,
      'accounts.current-password-wrong',
      '/currentPassword wrong',
    ]);
    await done(changePassword({ client, body: { currentPassword: 'Xuexi-2027', ...next } }));
    expect(await people.outbox.sms(person.phone, '密码已修改')).toContain('如非本人操作');
    await session.signIn(person.phone, 'Jieye-2028');
    expect((await answerOf(getAccount({ client: session.client }))).name).toBe('欧阳·小燕');
  });
});
