import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { takenBy } from '../account.problems.js';
import { announceStaffAccount } from './announce-staff-account.js';
import { StaffAccounts } from './staff-accounts.js';
import type { CreateStaffAccountRequest, OneTimePasswordView } from './staff.dto.js';

@Injectable()
export class CreateStaffAccount {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
  ) {}

  async run(
    caller: Pick<CallerIdentity, 'id' | 'roles'> | 'platform',
    request: CreateStaffAccountRequest,
  ): Promise<OneTimePasswordView> {
    const { account, password } = await this.staffAccounts.make(request);
    try {
      await this.em.transactional(async (em) => {
        const now = this.clock.now();
        em.persist(account);
        await em.flush();
        announceStaffAccount(em, account, now);
        recordAudit(em, caller, {
          action: 'create-staff-account',
          subjectType: 'account',
          subjectId: account.id,
          at: now,
          facts: { roles: account.roles, baseIds: account.baseIds },
        });
      });
    } catch (error) {
      throw takenBy(error);
    }
    return { ...this.staffAccounts.view(account), oneTimePassword: password };
  }
}
