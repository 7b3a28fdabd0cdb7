import { defineProblem } from '../../../platform/problems/problem.js';

export const AccountNotReady = defineProblem(503, 'applications.account-not-ready', {
  zh: '账号信息正在同步，请稍后重试',
  en: 'The account has not arrived here yet, try again shortly',
});
