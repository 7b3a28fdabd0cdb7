import { currentScope } from '../../../platform/scope/request-scope.js';
import { normaliseIdNumber } from '../identity/id-number.js';
import type { PasswordRatingView, RatePasswordRequest } from './password.dto.js';
import { normalisePassword, passwordFaults, strengthOf } from './password-rule.js';

/** The same rule for every front end: how strong the password is, and what keeps it from being accepted. */
export function ratePassword(request: RatePasswordRequest): PasswordRatingView {
  const password = normalisePassword(request.password);
  const personal = [request.phone, request.idNumber && normaliseIdNumber(request.idNumber)].filter(
    (value) => value !== undefined,
  );
  const faults = passwordFaults(password, personal);
  const language = currentScope()?.language ?? 'zh';
  return {
    strength: strengthOf(password, personal),
    acceptable: faults.length === 0,
    failures: faults.map(({ code, detail }) => ({ code, detail: detail[language] })),
  };
}
