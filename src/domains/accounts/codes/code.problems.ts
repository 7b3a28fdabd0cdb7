import { defineProblem } from '../../../platform/problems/problem.js';

export const CodeWrong = defineProblem(422, 'accounts.code-wrong', {
  zh: '验证码错误',
  en: 'The code is wrong',
});
export const CodeExpired = defineProblem(422, 'accounts.code-expired', {
  zh: '验证码已失效，请重新获取',
  en: 'The code no longer counts, ask for another',
});
export const CodeTooSoon = defineProblem(429, 'accounts.code-too-soon', {
  zh: '验证码发送过于频繁，请稍后再试',
  en: 'Wait a little before asking for another code',
});
export const TooManyCodes = defineProblem(429, 'accounts.too-many-codes', {
  zh: '今日获取验证码次数已达上限',
  en: 'No more codes can be sent for now',
});
