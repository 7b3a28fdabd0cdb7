import { defineProblem } from '../../../platform/problems/problem.js';

export const CaptchaWrong = defineProblem(422, 'accounts.captcha-wrong', {
  zh: '图片验证码错误或已失效',
  en: 'The captcha was answered wrongly, too late, or before',
});
export const TooManyCaptchas = defineProblem(429, 'accounts.too-many-captchas', {
  zh: '获取图片验证码过于频繁，请稍后再试',
  en: 'Too many captchas were asked for from this address, wait a little',
});
