import {
  confirmRegistration,
  getAccount,
  ratePassword,
  sendRegistrationCode,
  startRegistration,
} from '../../openapi/client/trainee/index.js';
import type { Cast } from './cast.js';
import { answerOf } from './refused.js';

/** (一) 注册 */
export async function register({ trainee, person, outbox, told }: Cast): Promise<void> {
  const { client } = trainee;
  const { name, idNumber, phone, email, password } = person;
  const { strength } = await answerOf(ratePassword({ client, body: { password } }));
  const captcha = await trainee.captcha();
  const { registrationId } = await answerOf(
    startRegistration({
      client,
      body: { name, idNumber, phone, email, password, passwordConfirmation: password, ...captcha },
    }),
  );
  told.step('（一）注册', `填写姓名、身份证号码、手机号码和密码（强度：${strength}），图片验证码正确`);

  await answerOf(sendRegistrationCode({ client, path: { id: registrationId }, body: { channel: 'sms' } }));
  const code = await outbox.code('sms', phone);
  await answerOf(confirmRegistration({ client, path: { id: registrationId }, body: { code } }));
  told.step('（一）注册', `短信验证码 ${code} 正确，注册成功：${name}，${phone}`);
}

/** (二) 登录 */
export async function signIn({ trainee, person, told }: Cast): Promise<void> {
  await trainee.signIn(person.idNumber, person.password);
  told.step('（二）登录', '用身份证号码、密码和图片验证码登录');
}

/** (十三) 账号信息 */
export async function readAccount({ trainee: { client }, told }: Cast): Promise<void> {
  const account = await answerOf(getAccount({ client }));
  told.step(
    '（十三）账号信息',
    `${account.name}，${account.idNumber}，${account.phone}，${account.email ?? '未填写邮箱'}`,
  );
}
