import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { SessionEnded } from '../../../platform/problems/platform.problems.js';
import type { FieldError } from '../../../platform/problems/problem.js';
import { Account } from '../account.entity.js';
import { passwordMatches } from '../passwords/password-hash.js';
import { PasswordAttempts } from '../sessions/password-attempts.js';
import { CurrentPasswordWrong } from '../sessions/session.problems.js';

/** Asks a signed-in caller for the password again, with the same limit of tries as a sign-in. */
@Injectable()
export class ConfirmOwnPassword {
  constructor(
    private readonly em: EntityManager,
    private readonly attempts: PasswordAttempts,
  ) {}

  /** The caller's account, if the password is right; `pointer` is the field that it was typed into. */
  async run(caller: CallerIdentity, password: string, pointer: string): Promise<Account> {
    const account = await this.em.findOne(Account, { id: caller.id, erasedAt: null });
    if (!account) throw new SessionEnded();
    const attempt = await this.attempts.begin(account.id);
    if (!(await passwordMatches(account.passwordHash, password))) {
      throw this.attempts.refusal(attempt, CurrentPasswordWrong, { errors: [currentPasswordWrong(pointer)] });
    }
    if (account.totpSecret === null) await this.attempts.succeed(this.em, account.id);
    else await this.attempts.withdraw(attempt);
    return account;
  }
}

/** That the field which `pointer` names is not the account's password. */
export const currentPasswordWrong = (pointer: string): FieldError => ({
  pointer,
  code: 'wrong',
  detail: { zh: '当前密码错误', en: 'is not the current password' },
});
