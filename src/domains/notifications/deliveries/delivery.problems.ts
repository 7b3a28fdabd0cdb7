import { defineProblem } from '../../../platform/problems/problem.js';

export const DeliveryNotFound = defineProblem(404, 'notifications.delivery-not-found', {
  zh: '没有这条发送记录',
  en: 'There is no such delivery',
});
export const CodeExpired = defineProblem(409, 'notifications.code-expired', {
  zh: '验证码已过期，不能重新发送',
  en: 'The code in this message has expired and is not sent again',
});
