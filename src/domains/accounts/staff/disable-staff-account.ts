import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Sessions } from '../sessions/sessions.js';
import { announceStaffAccount } from './announce-staff-account.js';
import { StaffAccounts } from './staff-accounts.js';
import type { StaffAccountView } from './staff.dto.js';
import { lastSystemAdminBy } from './staff.problems.js';

/** Ends whatever the account has open; from here on its password is answered like a wrong one. */
@Injectable()
export class DisableStaffAccount {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: CallerIdentity, id: string): Promise<StaffAccountView> {
    try {
      return await this.em.transactional(async (em) => {
        const now = this.clock.now();
        const account = await this.staffAccounts.hold(em, id);
        account.disable(now);
        await em.flush();
        announceStaffAccount(em, account, now);
        await this.sessions.end(em, { accountId: id }, 'account-disabled');
        const action = 'disable-staff-account';
        recordAudit(em, caller, { action, subjectType: 'account', subjectId: id, at: now });
        return this.staffAccounts.view(account);
      });
    } catch (error) {
      throw lastSystemAdminBy(error);
    }
  }
}
