import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Sessions } from '../sessions/sessions.js';
import { RecoveryCode } from '../totp/recovery-code.entity.js';
import { TotpEnrolment } from '../totp/totp-enrolment.entity.js';
import { StaffAccounts } from './staff-accounts.js';
import type { StaffAccountView } from './staff.dto.js';

/** For whoever lost the authenticator and the recovery codes: the next sign-in has to enrol another one. */
@Injectable()
export class ResetStaffTotp {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: CallerIdentity, id: string): Promise<StaffAccountView> {
    return this.em.transactional(async (em) => {
      const account = await this.staffAccounts.hold(em, id);
      account.forgetTotp();
      await em.nativeDelete(RecoveryCode, { accountId: id });
      await em.nativeDelete(TotpEnrolment, { accountId: id });
      await this.sessions.end(em, { accountId: id }, 'totp-reset');
      const action = 'reset-staff-totp';
      recordAudit(em, caller, { action, subjectType: 'account', subjectId: id, at: this.clock.now() });
      await em.flush();
      return this.staffAccounts.view(account);
    });
  }
}
