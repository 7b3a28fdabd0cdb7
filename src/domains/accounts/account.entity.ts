import { defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Role } from '../../platform/access/roles.js';
import { recordEvent } from '../../platform/events/record-event.js';
import { StepNotAllowed } from '../../platform/problems/platform.problems.js';
import { ContactChanged, type PasswordChange, PasswordChanged } from './contracts/index.js';
import { TotpNotEnrolled } from './totp/totp.problems.js';

export const accountKinds = ['trainee', 'staff'] as const;
export type AccountKind = (typeof accountKinds)[number];

export const accountStatuses = ['active', 'disabled'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

const AccountSchema = defineEntity({
  name: 'Account',
  schema: 'accounts',
  tableName: 'account',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    kind: p.enum(accountKinds),
    // sealed, kind `name`
    name: p.text(),
    maskedName: p.string().length(120),
    // sealed, kind `id-number`; of staff whom it keeps from reviewing themselves, null when nobody said
    idNumber: p.text().strictNullable(),
    // of trainees, who sign in by it
    idNumberIndex: p.string().columnType('char(64)').strictNullable(),
    // sealed, kind `phone`
    phone: p.text(),
    // none once the account is erased: the number is free for another
    phoneIndex: p.string().columnType('char(64)').strictNullable(),
    // sealed, kind `email`
    email: p.text().strictNullable(),
    passwordHash: p.string().length(200),
    // whoever holds only the password that was handed out may do nothing but replace it
    mustChangePassword: p.boolean(),
    roles: p.array<Role>().columnType('text[]'),
    baseIds: p.array().columnType('uuid[]'),
    // 所在单位 of a member of staff, whom it keeps from reviewing colleagues; null when nobody said
    unit: p.string().length(100).strictNullable(),
    isFirstSystemAdmin: p.boolean().default(false),
    // sealed, kind `secret`: the authenticator's, once a code of it was shown
    totpSecret: p.text().strictNullable(),
    // the time step of the newest code that was used: no code of it, or of one before, counts again
    totpLastStep: p.integer().strictNullable(),
    // staff who may not sign in any more, or not for the time being
    disabledAt: p.datetime().strictNullable(),
    createdAt: p.datetime(),
    // a trainee who asked to be forgotten: the row stays, so that its id means the same for ever
    erasedAt: p.datetime().strictNullable(),
  },
  uniques: [
    { properties: ['phoneIndex'], name: 'account_phone_unique' },
    { properties: ['idNumberIndex'], name: 'account_id_number_unique' },
    { properties: ['isFirstSystemAdmin'], where: 'is_first_system_admin', name: 'account_first_system_admin_unique' },
  ],
  indexes: [{ properties: ['createdAt', 'id'], where: "kind = 'staff'", name: 'account_staff_index' }],
  checks: [
    { name: 'account_trainee_roles', expression: "(kind = 'trainee') = ('trainee' = any(roles))" },
    {
      name: 'account_trainee_id_number',
      expression: "(kind = 'trainee' and erased_at is null) = (id_number_index is not null)",
    },
    { name: 'account_phone', expression: '(erased_at is null) = (phone_index is not null)' },
    {
      name: 'account_erased_holds_nothing',
      expression:
        "erased_at is null or (kind = 'trainee' and (name, masked_name, phone, password_hash) = ('', '', '', '') and num_nulls(id_number, email) = 2)",
    },
    { name: 'account_trainee_single_role', expression: "kind = 'staff' or cardinality(roles) = 1" },
    { name: 'account_some_role', expression: 'cardinality(roles) > 0' },
    // 三员分立
    {
      name: 'account_separation_of_duties',
      expression: "cardinality(roles) = 1 or roles <@ array['base_admin', 'province_admin']",
    },
    { name: 'account_bases_of_base_admin', expression: "('base_admin' = any(roles)) = (cardinality(base_ids) > 0)" },
    // who was the first stays it, also with other roles: there is no second first one
    { name: 'account_first_system_admin_kind', expression: "not is_first_system_admin or kind = 'staff'" },
    { name: 'account_unit_kind', expression: "unit is null or kind = 'staff'" },
    { name: 'account_totp_kind', expression: "totp_secret is null or kind = 'staff'" },
    { name: 'account_totp_last_step', expression: '(totp_secret is null) = (totp_last_step is null)' },
    { name: 'account_disabled_kind', expression: "disabled_at is null or kind = 'staff'" },
  ],
});

type Identity = Pick<Account, 'name' | 'maskedName' | 'phone' | 'phoneIndex' | 'passwordHash'>;

/** Somebody who can sign in: a trainee, whose phone or mailbox was proven, or a member of staff. */
export class Account extends AccountSchema.class {
  /** A trainee's account: what was registered, from now on. */
  static ofTrainee(
    registered: Identity & { idNumber: string; idNumberIndex: string; email: string | null },
    now: Date,
  ): Account {
    return Object.assign(new Account(), {
      ...identityOf(registered),
      id: randomUUID(),
      kind: 'trainee',
      idNumber: registered.idNumber,
      idNumberIndex: registered.idNumberIndex,
      email: registered.email,
      mustChangePassword: false,
      roles: ['trainee'],
      baseIds: [],
      unit: null,
      isFirstSystemAdmin: false,
      totpSecret: null,
      totpLastStep: null,
      disabledAt: null,
      createdAt: now,
      erasedAt: null,
    } satisfies Partial<Account>);
  }

  /** A staff account with a one-time password; `roles` and `baseIds` as `requireStaffRoles` lets them through. */
  static ofStaff(
    member: Identity & {
      roles: Role[];
      baseIds: string[];
      unit?: string | null;
      idNumber?: string | null;
      isFirstSystemAdmin?: boolean;
    },
    now: Date,
  ): Account {
    return Object.assign(new Account(), {
      ...identityOf(member),
      id: randomUUID(),
      kind: 'staff',
      idNumber: member.idNumber ?? null,
      idNumberIndex: null,
      email: null,
      mustChangePassword: true,
      roles: member.roles,
      baseIds: member.baseIds,
      unit: member.unit ?? null,
      isFirstSystemAdmin: member.isFirstSystemAdmin ?? false,
      totpSecret: null,
      totpLastStep: null,
      disabledAt: null,
      createdAt: now,
      erasedAt: null,
    } satisfies Partial<Account>);
  }

  /** Staff get in with two factors; a trainee has no authenticator. */
  get mustEnrolTotp(): boolean {
    return this.kind === 'staff' && this.totpSecret === null;
  }

  /** What the account's tokens carry: nothing while the one-time password stands or there is no authenticator. */
  get effective(): Pick<Account, 'roles' | 'baseIds'> {
    const { roles, baseIds } = this;
    return this.mustChangePassword || this.mustEnrolTotp ? { roles: [], baseIds: [] } : { roles, baseIds };
  }

  /** Nobody signs in by it any more; its numbers are free. */
  erase(now: Date): void {
    Object.assign(this, { name: '', maskedName: '', phone: '', passwordHash: '', phoneIndex: null });
    Object.assign(this, { idNumber: null, idNumberIndex: null, email: null, erasedAt: now });
  }

  changePassword(passwordHash: string): void {
    this.passwordHash = passwordHash;
    this.mustChangePassword = false;
  }

  /** The next sign-in has to replace this password, as the very first one had to. */
  handOutPassword(passwordHash: string): void {
    this.passwordHash = passwordHash;
    this.mustChangePassword = true;
  }

  /** `step` is that of the code that confirmed it, which is used with that. */
  enrolTotp(sealedSecret: string, step: number): void {
    this.totpSecret = sealedSecret;
    this.totpLastStep = step;
  }

  forgetTotp(): void {
    if (this.totpSecret === null) throw new TotpNotEnrolled();
    this.totpSecret = null;
    this.totpLastStep = null;
  }

  get status(): AccountStatus {
    return this.disabledAt === null ? 'active' : 'disabled';
  }

  disable(now: Date): void {
    this.requireStatus('active', 'disable');
    this.disabledAt = now;
  }

  enable(): void {
    this.requireStatus('disabled', 'enable');
    this.disabledAt = null;
  }

  private requireStatus(status: AccountStatus, action: string): void {
    if (this.status !== status) throw new StepNotAllowed({ members: { state: this.status, action } });
  }

  /** Announces the contact as it is now, with the version that this change makes, in the transaction of `em`. */
  async announceContact(
    em: EntityManager,
    { changed, previousPhone }: Pick<ContactChanged, 'changed' | 'previousPhone'>,
    now: Date,
  ): Promise<void> {
    await em.flush();
    const { phone, email } = this;
    recordEvent(em, ContactChanged, { ...this.fact(now), phone, email, previousPhone, changed });
  }

  /** Announces that there is another password, with the version that this change makes, in the transaction of `em`. */
  async announcePassword(em: EntityManager, how: PasswordChange, now: Date): Promise<void> {
    await em.flush();
    recordEvent(em, PasswordChanged, { ...this.fact(now), how, phone: this.phone });
  }

  private fact(now: Date) {
    return { aggregateId: this.id, aggregateVersion: this.version, occurredAt: now.toISOString() };
  }
}
AccountSchema.setClass(Account);

const identityOf = ({ name, maskedName, phone, phoneIndex, passwordHash }: Identity): Identity => ({
  name,
  maskedName,
  phone,
  phoneIndex,
  passwordHash,
});
