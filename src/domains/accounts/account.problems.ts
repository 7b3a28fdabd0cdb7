import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { defineProblem } from '../../platform/problems/problem.js';

export const PhoneTaken = defineProblem(409, 'accounts.phone-taken', {
  zh: '该手机号码已有账号',
  en: 'The phone number already has an account',
});
export const IdNumberTaken = defineProblem(409, 'accounts.id-number-taken', {
  zh: '该身份证号码已有账号',
  en: 'The ID number already has an account',
});

/** The problem that an account refused by a unique index stands for; any other error comes back as it is. */
export function takenBy(error: unknown): unknown {
  if (!(error instanceof UniqueConstraintViolationException)) return error;
  if (error.message.includes('account_phone_unique')) return new PhoneTaken();
  if (error.message.includes('account_id_number_unique')) return new IdNumberTaken();
  return error;
}
