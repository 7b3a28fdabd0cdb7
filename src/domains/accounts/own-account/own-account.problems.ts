import { defineProblem } from '../../../platform/problems/problem.js';

export const ContactChangeNotFound = defineProblem(404, 'accounts.contact-change-not-found', {
  zh: '修改操作不存在或已过期，请重新开始',
  en: 'The change does not exist or has expired, start again',
});
