import { defineProblem } from '../../../platform/problems/problem.js';

export const CredentialsWrong = defineProblem(401, 'accounts.credentials-wrong', {
  zh: '账号或密码错误',
  en: 'Account or password are wrong',
});
export const AccountLocked = defineProblem(423, 'accounts.locked', {
  zh: '密码或验证码错误次数过多，账号已锁定，请稍后再试',
  en: 'Too many wrong passwords or codes, the account is locked for a while',
});
export const TooManyFailures = defineProblem(429, 'accounts.too-many-failures', {
  zh: '密码错误次数过多，请稍后再试',
  en: 'Too many wrong passwords came from this address, wait a little',
});
export const RefreshTokenRefused = defineProblem(401, 'accounts.refresh-token-refused', {
  zh: '登录已失效，请重新登录',
  en: 'The session has ended, sign in again',
});
export const CurrentPasswordWrong = defineProblem(422, 'accounts.current-password-wrong', {
  zh: '当前密码错误',
  en: 'The current password is wrong',
});
export const SessionNotFound = defineProblem(404, 'accounts.session-not-found', {
  zh: '该登录不存在或已退出',
  en: 'There is no such session, or it has ended',
});
