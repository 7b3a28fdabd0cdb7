import type { Role } from '../../../platform/access/roles.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { FieldError } from '../../../platform/problems/problem.js';

export interface StaffRoles {
  readonly roles: readonly Role[];
  readonly baseIds: readonly string[];
}

/**
 * Refuses roles that one account must not hold together (三员分立: system administration, audit and the business are
 * three people), and bases without a base administrator or the other way round.
 */
export function requireStaffRoles({ roles, baseIds }: StaffRoles): void {
  const errors: FieldError[] = [];
  const has = (role: Role) => roles.includes(role);
  const duties = [has('system_admin'), has('auditor'), has('base_admin') || has('province_admin')];
  if (duties.filter(Boolean).length > 1) {
    const detail = {
      zh: '系统管理员、审计管理员与业务管理员须由不同的人担任',
      en: 'system administration, audit and business must be different people',
    };
    errors.push({ pointer: '/roles', code: 'separation-of-duties', detail });
  }
  if (has('base_admin') && baseIds.length === 0) {
    const detail = { zh: '基地管理员须指定基地', en: 'a base administrator needs a base' };
    errors.push({ pointer: '/baseIds', code: 'required', detail });
  }
  if (!has('base_admin') && baseIds.length > 0) {
    const detail = { zh: '只有基地管理员可以指定基地', en: 'only a base administrator has bases' };
    errors.push({ pointer: '/baseIds', code: 'not-applicable', detail });
  }
  if (errors.length > 0) throw new InvalidRequest({ errors });
}
