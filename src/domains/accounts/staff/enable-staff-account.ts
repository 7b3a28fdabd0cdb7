import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { announceStaffAccount } from './announce-staff-account.js';
import { StaffAccounts } from './staff-accounts.js';
import type { StaffAccountView } from './staff.dto.js';

/** The account signs in again with what it had: password, roles and bases are as they were. */
@Injectable()
export class EnableStaffAccount {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
  ) {}

  async run(caller: CallerIdentity, id: string): Promise<StaffAccountView> {
    return this.em.transactional(async (em) => {
      const account = await this.staffAccounts.hold(em, id);
      account.enable();
      await em.flush();
      announceStaffAccount(em, account, this.clock.now());
      const action = 'enable-staff-account';
      recordAudit(em, caller, { action, subjectType: 'account', subjectId: id, at: this.clock.now() });
      await em.flush();
      return this.staffAccounts.view(account);
    });
  }
}
