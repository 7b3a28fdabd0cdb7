import type { StaffRole } from '../platform/access/roles.js';

export interface DemoStaff {
  readonly role: StaffRole;
  readonly name: string;
  readonly phone: string;
  readonly password: string;
  /** Of the authenticator, in Base32: type it into any, or read the codes at `/dev/totp`. */
  readonly totpSecret: string;
  /** The name of the demo base that a base administrator acts for. */
  readonly base?: string;
}

export const demoBases = ['示例南宁培训基地', '示例柳州培训基地'] as const;

/** The staff of the demo data. They exist only in local installations, so their passwords and secrets may stand here. */
export const demoStaff = {
  systemAdmin: {
    role: 'system_admin',
    name: '示例系统管理员',
    phone: '13900000001',
    password: 'Shili8001',
    totpSecret: '4XPY2QWVUOEEWVCFNMVPATC2WHTNWBZY',
  },
  provinceAdmin: {
    role: 'province_admin',
    name: '示例省级管理员',
    phone: '13900000002',
    password: 'Shili8002',
    totpSecret: 'W7QBOVTEIWOT6PNJEGYFFVWNDNG6MUZ6',
  },
  nanningAdmin: {
    role: 'base_admin',
    name: '示例南宁基地管理员',
    phone: '13900000003',
    password: 'Shili8003',
    totpSecret: 'CNEXMGVW2TOLUM6VV6BP7EDTZOW77DMV',
    base: demoBases[0],
  },
  liuzhouAdmin: {
    role: 'base_admin',
    name: '示例柳州基地管理员',
    phone: '13900000004',
    password: 'Shili8004',
    totpSecret: 'WPKD34RBFPAXTHCRIS7QWHATFY2Y4TXM',
    base: demoBases[1],
  },
  auditor: {
    role: 'auditor',
    name: '示例审计管理员',
    phone: '13900000005',
    password: 'Shili8005',
    totpSecret: 'E3WIU2H5OYKTZFWLKXVXYGSB6AAYADQD',
  },
} as const satisfies Record<string, DemoStaff>;
