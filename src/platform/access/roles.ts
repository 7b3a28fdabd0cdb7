import type { Text } from '../problems/problem.js';

/** Who may call what. `anyone` needs no token. */
export const roles = ['trainee', 'base_admin', 'province_admin', 'system_admin', 'auditor', 'integration'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, Text>> = {
  trainee: { zh: '学员', en: 'trainee' },
  base_admin: { zh: '基地管理员', en: 'base administrator' },
  province_admin: { zh: '省级管理员', en: 'province administrator' },
  system_admin: { zh: '系统管理员', en: 'system administrator' },
  auditor: { zh: '审计管理员', en: 'auditor' },
  integration: { zh: '对接系统', en: 'integrated system' },
};

/** The roles that sign in at the management side. */
export const staffRoles = ['base_admin', 'province_admin', 'system_admin', 'auditor'] as const satisfies Role[];
export type StaffRole = (typeof staffRoles)[number];
