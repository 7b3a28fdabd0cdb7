import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { hashPassword } from '../passwords/password-hash.js';
import { PasswordAttempts } from '../sessions/password-attempts.js';
import { Sessions } from '../sessions/sessions.js';
import { oneTimePassword } from './one-time-password.js';
import { StaffAccounts } from './staff-accounts.js';
import type { OneTimePasswordView } from './staff.dto.js';

/** A new one-time password in place of the one that was lost; it ends every session and lifts the lock. */
@Injectable()
export class ResetStaffPassword {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
    private readonly attempts: PasswordAttempts,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: Pick<CallerIdentity, 'id' | 'roles'> | 'platform', id: string): Promise<OneTimePasswordView> {
    const password = oneTimePassword();
    const passwordHash = await hashPassword(password);
    return this.em.transactional(async (em) => {
      const account = await this.staffAccounts.hold(em, id);
      account.handOutPassword(passwordHash);
      await this.attempts.succeed(em, id);
      await this.sessions.end(em, { accountId: id }, 'password-reset');
      const action = 'reset-staff-password';
      recordAudit(em, caller, { action, subjectType: 'account', subjectId: id, at: this.clock.now() });
      await em.flush();
      return { ...this.staffAccounts.view(account), oneTimePassword: password };
    });
  }
}
