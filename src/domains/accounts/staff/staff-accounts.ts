import { Injectable } from '@nestjs/common';
import type { Role } from '../../../platform/access/roles.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskName, maskPhone } from '../../../platform/encryption/mask.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { Account } from '../account.entity.js';
import { faultsAt } from '../identity/fault.js';
import { nameFaults, normaliseName } from '../identity/person-name.js';
import { hashPassword } from '../passwords/password-hash.js';
import { oneTimePassword } from './one-time-password.js';
import type { StaffAccountView } from './staff.dto.js';
import { requireStaffRoles } from './staff-roles.js';

export interface StaffMember {
  readonly name: string;
  readonly phone: string;
  readonly roles: readonly Role[];
  readonly baseIds: readonly string[];
  readonly isFirstSystemAdmin?: boolean;
}

/** Makes and shows the accounts of members of staff. */
@Injectable()
export class StaffAccounts {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  /** An account, not yet stored, and the password that opens it once. */
  async make(member: StaffMember): Promise<{ account: Account; password: string }> {
    const { encryption } = this;
    const name = normaliseName(member.name);
    const errors = faultsAt('/name', nameFaults(name));
    if (errors.length > 0) throw new InvalidRequest({ errors });
    requireStaffRoles(member);
    const password = oneTimePassword();
    const identity = {
      name: encryption.seal('name', name),
      maskedName: maskName(name),
      phone: encryption.seal('phone', member.phone),
      phoneIndex: encryption.index('phone', member.phone),
      passwordHash: await hashPassword(password),
      roles: [...new Set(member.roles)],
      baseIds: [...new Set(member.baseIds)],
      isFirstSystemAdmin: member.isFirstSystemAdmin ?? false,
    };
    return { account: Account.ofStaff(identity, this.clock.now()), password };
  }

  view({ id, name, phone, roles, baseIds, mustChangePassword, createdAt }: Account): StaffAccountView {
    return {
      id,
      name: this.encryption.open('name', name),
      phone: maskPhone(this.encryption.open('phone', phone)),
      roles,
      baseIds,
      mustChangePassword,
      createdAt: createdAt.toISOString(),
    };
  }
}
