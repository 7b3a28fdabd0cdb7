import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Account } from '../account.entity.js';
import { PasswordAttempts } from '../sessions/password-attempts.js';
import { Sessions } from '../sessions/sessions.js';
import { normaliseTypedCode } from './recovery-code.js';
import { RecoveryCodes } from './recovery-codes.js';
import { stepOfCode } from './totp-code.js';
import { TotpEnrolment } from './totp-enrolment.entity.js';
import { TotpCodeWrong, TotpEnrolmentNotFound } from './totp.problems.js';

/**
 * The authenticator counts from here on, and the session that showed its code has proven two factors: its next refresh
 * has the roles. Every other session has not, and is over.
 */
@Injectable()
export class ConfirmTotpEnrolment {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly attempts: PasswordAttempts,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly sessions: Sessions,
  ) {}

  /** The recovery codes that belong to the authenticator, told this once. */
  async run(caller: CallerIdentity, typed: string): Promise<string[]> {
    const enrolment = await this.pending(this.em, caller);
    const attempt = await this.attempts.begin(enrolment.accountId);
    const secret = this.encryption.open('secret', enrolment.secret);
    const step = stepOfCode(secret, normaliseTypedCode(typed), this.clock.now());
    if (step === undefined) throw this.attempts.refusal(attempt, TotpCodeWrong, { errors: [wrongCode] });
    return this.em.transactional(async (em) => {
      const where = { id: enrolment.accountId };
      const account = await em.findOneOrFail(Account, where, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      // gone when it was confirmed, or started anew, meanwhile
      const confirmed = await em.nativeDelete(TotpEnrolment, { accountId: account.id, secret: enrolment.secret });
      if (confirmed === 0) throw new TotpEnrolmentNotFound();
      account.enrolTotp(enrolment.secret, step);
      await this.attempts.succeed(em, account.id);
      await this.sessions.end(em, { accountId: account.id, except: caller.sessionId }, 'totp-enrolled');
      const action = 'enrol-totp';
      recordAudit(em, caller, { action, subjectType: 'account', subjectId: account.id, at: this.clock.now() });
      return this.recoveryCodes.renew(em, account.id);
    });
  }

  private async pending(em: EntityManager, { id: accountId }: CallerIdentity): Promise<TotpEnrolment> {
    const found = await em.findOne(TotpEnrolment, { accountId, expiresAt: { $gt: this.clock.now() } });
    if (!found) throw new TotpEnrolmentNotFound();
    return found;
  }
}

const wrongCode = {
  pointer: '/code',
  code: 'wrong',
  detail: { zh: '动态验证码错误或已过期', en: 'is no present code of the authenticator' },
};
