import { defineProblem } from '../../../platform/problems/problem.js';

export const PasswordResetNotFound = defineProblem(404, 'accounts.password-reset-not-found', {
  zh: '找回密码的操作不存在或已过期，请重新开始',
  en: 'The password reset does not exist or has expired, start again',
});
