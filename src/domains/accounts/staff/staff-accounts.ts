import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskIdNumber, maskName, maskPhone } from '../../../platform/encryption/mask.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { Account } from '../account.entity.js';
import { faultsAt } from '../identity/fault.js';
import { idNumberFaults, normaliseIdNumber } from '../identity/id-number.js';
import { nameFaults, normaliseName } from '../identity/person-name.js';
import { hashPassword } from '../passwords/password-hash.js';
import { oneTimePassword } from './one-time-password.js';
import type { StaffAccountView } from './staff.dto.js';
import { requireStaffRoles, type StaffRoles } from './staff-roles.js';
import { StaffAccountNotFound } from './staff.problems.js';

export interface NamedStaff extends StaffRoles {
  readonly name: string;
  readonly unit?: string;
  readonly idNumber?: string;
}

export interface StaffMember extends NamedStaff {
  readonly phone: string;
  readonly isFirstSystemAdmin?: boolean;
}

/** What is stored of a member of staff: the name sealed, each role and base once. */
export type StoredStaff = Pick<Account, 'name' | 'maskedName' | 'roles' | 'baseIds' | 'unit'> &
  Partial<Pick<Account, 'idNumber'>>;

/** Makes, reads and shows the accounts of members of staff. */
@Injectable()
export class StaffAccounts {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  /** An account, not yet stored, and the password that opens it once. */
  async make(member: StaffMember): Promise<{ account: Account; password: string }> {
    const stored = this.read(member);
    const password = oneTimePassword();
    const identity = {
      ...stored,
      phone: this.encryption.seal('phone', member.phone),
      phoneIndex: this.encryption.index('phone', member.phone),
      passwordHash: await hashPassword(password),
      isFirstSystemAdmin: member.isFirstSystemAdmin ?? false,
    };
    return { account: Account.ofStaff(identity, this.clock.now()), password };
  }

  /** Refuses a name or an ID number that is none, and roles that one account must not hold. */
  read(member: NamedStaff): StoredStaff {
    const name = normaliseName(member.name);
    const idNumber = member.idNumber === undefined ? undefined : normaliseIdNumber(member.idNumber);
    const errors = [
      ...faultsAt('/name', nameFaults(name)),
      ...(idNumber === undefined ? [] : faultsAt('/idNumber', idNumberFaults(idNumber, this.clock.now()))),
    ];
    if (errors.length > 0) throw new InvalidRequest({ errors });
    requireStaffRoles(member);
    return {
      name: this.encryption.seal('name', name),
      maskedName: maskName(name),
      roles: unique(member.roles),
      baseIds: unique(member.baseIds.map((id) => id.toLowerCase())),
      unit: member.unit ?? null,
      // it is shown masked, and so cannot be sent back as it is
      ...(idNumber !== undefined && { idNumber: this.encryption.seal('id-number', idNumber) }),
    };
  }

  /** The account, locked until the transaction ends: a sign-in is before or after, never in between. */
  async hold(em: EntityManager, id: string): Promise<Account> {
    const where = { id, kind: 'staff' } as const;
    const account = await em.findOne(Account, where, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    if (!account) throw new StaffAccountNotFound();
    return account;
  }

  view(account: Account): StaffAccountView {
    const { id, version, name, phone, roles, baseIds, unit, idNumber, status, mustChangePassword, createdAt } = account;
    return {
      id,
      version,
      name: this.encryption.open('name', name),
      phone: maskPhone(this.encryption.open('phone', phone)),
      roles,
      baseIds,
      unit,
      idNumber: idNumber === null ? null : maskIdNumber(this.encryption.open('id-number', idNumber)),
      status,
      mustChangePassword,
      totpEnrolled: !account.mustEnrolTotp,
      createdAt: createdAt.toISOString(),
    };
  }
}

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];
