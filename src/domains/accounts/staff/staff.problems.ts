import { defineProblem } from '../../../platform/problems/problem.js';

export const StaffAccountNotFound = defineProblem(404, 'accounts.staff-account-not-found', {
  zh: '没有这个工作人员账号',
  en: 'There is no such staff account',
});
