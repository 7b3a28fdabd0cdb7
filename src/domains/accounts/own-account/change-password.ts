import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ConcurrentChange, InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { Account } from '../account.entity.js';
import { hashPassword, passwordMatches } from '../passwords/password-hash.js';
import { requirePassword } from '../passwords/require-password.js';
import { Sessions } from '../sessions/sessions.js';
import { ConfirmOwnPassword } from './confirm-own-password.js';
import type { ChangePasswordRequest } from './own-account.dto.js';
import { OwnNumbers } from './own-numbers.js';

/** Ends every session of the account, the caller's own too: whoever signs in next has the new password. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly confirmOwnPassword: ConfirmOwnPassword,
    private readonly ownNumbers: OwnNumbers,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: CallerIdentity, request: ChangePasswordRequest): Promise<void> {
    requirePassword(request);
    const confirmed = await this.confirmOwnPassword.run(caller, request.currentPassword, '/currentPassword');
    const { id, passwordHash: previousHash } = confirmed;
    requirePassword(request, this.ownNumbers.of(confirmed));
    if (await passwordMatches(previousHash, request.password)) throw new InvalidRequest({ errors: [sameAsBefore] });
    const passwordHash = await hashPassword(request.password);
    await this.em.transactional(async (em) => {
      const account = await em.findOne(Account, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
      if (account?.passwordHash !== previousHash) throw new ConcurrentChange();
      const now = this.clock.now();
      account.changePassword(passwordHash);
      await account.announcePassword(em, 'changed', now);
      await this.sessions.end(em, { accountId: id }, 'password-changed');
      recordAudit(em, caller, { action: 'change-password', subjectType: 'account', subjectId: id, at: now });
    });
  }
}

const sameAsBefore = {
  pointer: '/password',
  code: 'unchanged',
  detail: { zh: '新密码不能与当前密码相同', en: 'is the current password' },
};
