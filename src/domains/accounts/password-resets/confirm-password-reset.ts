import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Account } from '../account.entity.js';
import { Codes } from '../codes/codes.js';
import { OwnNumbers } from '../own-account/own-numbers.js';
import { hashPassword } from '../passwords/password-hash.js';
import { requirePassword } from '../passwords/require-password.js';
import { PasswordAttempts } from '../sessions/password-attempts.js';
import { Sessions } from '../sessions/sessions.js';
import type { ConfirmPasswordResetRequest } from './password-reset.dto.js';
import { PasswordReset } from './password-reset.entity.js';
import { PasswordResetNotFound } from './password-reset.problems.js';

@Injectable()
export class ConfirmPasswordReset {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly codes: Codes,
    private readonly ownNumbers: OwnNumbers,
    private readonly attempts: PasswordAttempts,
    private readonly sessions: Sessions,
  ) {}

  async run(resetId: string, request: ConfirmPasswordResetRequest): Promise<void> {
    requirePassword(request);
    const now = this.clock.now();
    const reset = await this.em.findOne(PasswordReset, { id: resetId, expiresAt: { $gt: now } });
    if (!reset) throw new PasswordResetNotFound();
    const proof = await this.codes.check('password-reset', reset.id, request.code);
    const passwordHash = await hashPassword(request.password);
    await this.em.transactional(async (em) => {
      const where = { id: reset.accountId, disabledAt: null };
      const account = await em.findOne(Account, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
      // a phone that was changed since proves nothing: its owner may have lost it
      if (account?.phoneIndex !== proof.targetIndex) throw new PasswordResetNotFound();
      // refused only here, where the phone is proven; the code stays good for another password
      requirePassword(request, this.ownNumbers.of(account));
      await this.codes.use(em, proof);
      account.changePassword(passwordHash);
      await account.announcePassword(em, 'reset', now);
      await this.attempts.succeed(em, account.id);
      await this.sessions.end(em, { accountId: account.id }, 'password-reset');
      recordAudit(em, account, { action: 'reset-password', subjectType: 'account', subjectId: account.id, at: now });
    });
  }
}
