import { defineProblem } from '../../../platform/problems/problem.js';

export const CaptchaWrong = defineProblem(422, 'accounts.captcha-wrong', {
  zh: '图片验证码错误或已失效',
  en: 'The captcha was answered wrongly, too late, or before',
});
