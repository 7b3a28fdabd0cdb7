import { defineProblem } from '../../../platform/problems/problem.js';

export const RegistrationNotFound = defineProblem(404, 'accounts.registration-not-found', {
  zh: '注册已完成或已过期，请重新填写',
  en: 'The registration is done or has expired, start again',
});
export const ChannelNotAvailable = defineProblem(422, 'accounts.channel-not-available', {
  zh: '未填写电子邮箱，请用短信接收验证码',
  en: 'No e-mail address was given, use sms',
});
export const PhoneProofRequired = defineProblem(409, 'accounts.phone-proof-required', {
  zh: '无法以邮箱验证码完成注册，请改用短信验证码核实手机号码',
  en: 'This registration cannot be finished by e-mail, prove the phone with a code by sms',
});
