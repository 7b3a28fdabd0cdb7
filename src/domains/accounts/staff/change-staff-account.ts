import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { Sessions } from '../sessions/sessions.js';
import { announceStaffAccount } from './announce-staff-account.js';
import { StaffAccounts } from './staff-accounts.js';
import type { ChangeStaffAccountRequest, StaffAccountView } from './staff.dto.js';
import { lastSystemAdminBy } from './staff.problems.js';

/** Tokens say what their owner may do: with other roles or bases, everybody signs in anew. */
@Injectable()
export class ChangeStaffAccount {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
    private readonly sessions: Sessions,
  ) {}

  async run(
    caller: CallerIdentity,
    id: string,
    read: number,
    request: ChangeStaffAccountRequest,
  ): Promise<StaffAccountView> {
    const member = this.staffAccounts.read(request);
    try {
      return await this.em.transactional(async (em) => {
        const account = await this.staffAccounts.hold(em, id);
        requireVersion(read, account.version);
        const { roles, baseIds } = account;
        em.assign(account, member);
        await em.flush();
        const now = this.clock.now();
        announceStaffAccount(em, account, now);
        const mayDoOtherThings = !sameSet(roles, member.roles) || !sameSet(baseIds, member.baseIds);
        if (mayDoOtherThings) await this.sessions.end(em, { accountId: id }, 'roles-changed');
        recordAudit(em, caller, {
          action: 'change-staff-account',
          subjectType: 'account',
          subjectId: id,
          at: now,
          facts: {
            before: { roles, baseIds },
            after: { roles: member.roles, baseIds: member.baseIds },
            // whom they may not review depends on both
            unit: member.unit,
            idNumberGiven: member.idNumber !== undefined,
          },
        });
        return this.staffAccounts.view(account);
      });
    } catch (error) {
      throw lastSystemAdminBy(error);
    }
  }
}

const sameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.toSorted().join() === others.toSorted().join();
