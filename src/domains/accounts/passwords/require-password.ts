import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { FieldError } from '../../../platform/problems/problem.js';
import { faultsAt } from '../identity/fault.js';
import { normalisePassword, passwordFaults } from './password-rule.js';

/** A password that was typed twice. */
export interface TypedPassword {
  readonly password: string;
  readonly passwordConfirmation: string;
}

/** What is wrong with a new password, as errors of its two fields. */
export function passwordErrors(typed: TypedPassword, personal: readonly string[] = []): FieldError[] {
  const errors = faultsAt('/password', passwordFaults(normalisePassword(typed.password), personal));
  if (typed.password === typed.passwordConfirmation) return errors;
  const different = {
    pointer: '/passwordConfirmation',
    code: 'different',
    detail: { zh: '两次输入的密码不一致', en: 'differs from the password' },
  };
  return [...errors, different];
}

/** Refuses a new password that breaks the rule; `personal` is the owner's phone and ID number, where they are known. */
export function requirePassword(typed: TypedPassword, personal: readonly string[] = []): void {
  const errors = passwordErrors(typed, personal);
  if (errors.length > 0) throw new InvalidRequest({ errors });
}
