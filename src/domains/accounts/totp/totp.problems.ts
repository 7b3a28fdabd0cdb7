import { defineProblem } from '../../../platform/problems/problem.js';

/** Of somebody who has an authenticator and is asked for both again; which one it was is not told. */
export const FactorsWrong = defineProblem(422, 'accounts.factors-wrong', {
  zh: '当前密码或动态验证码错误（验证码只能使用一次）',
  en: 'The current password or the code is wrong; a code counts once',
});
export const TotpCodeWrong = defineProblem(422, 'accounts.totp-code-wrong', {
  zh: '动态验证码错误或已过期',
  en: 'It is no present code of the authenticator',
});
export const TotpEnrolmentNotFound = defineProblem(404, 'accounts.totp-enrolment-not-found', {
  zh: '没有待确认的动态验证码绑定，或已过期，请重新绑定',
  en: 'No authenticator waits for confirmation, start again',
});
export const TotpNotEnrolled = defineProblem(409, 'accounts.totp-not-enrolled', {
  zh: '该账号尚未绑定动态验证码',
  en: 'The account has no authenticator',
});
