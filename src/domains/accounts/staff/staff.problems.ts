import { CheckConstraintViolationException } from '@mikro-orm/core';
import { defineProblem } from '../../../platform/problems/problem.js';

export const StaffAccountNotFound = defineProblem(404, 'accounts.staff-account-not-found', {
  zh: '没有这个工作人员账号',
  en: 'There is no such staff account',
});
export const LastSystemAdmin = defineProblem(409, 'accounts.last-system-admin', {
  zh: '平台须至少保留一个可用的系统管理员',
  en: 'There has to be a system administrator who can sign in',
});

/** The problem that a change refused by the table's trigger stands for; any other error comes back as it is. */
export function lastSystemAdminBy(error: unknown): unknown {
  const constraint = error instanceof CheckConstraintViolationException && 'constraint' in error && error.constraint;
  return constraint === 'account_last_system_admin' ? new LastSystemAdmin() : error;
}
