import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import {
  ConcurrentChange,
  InvalidRequest,
  NotAllowed,
  SessionEnded,
} from '../../../platform/problems/platform.problems.js';
import type { Problem } from '../../../platform/problems/problem.js';
import { Account } from '../account.entity.js';
import { currentPasswordWrong } from '../own-account/confirm-own-password.js';
import { passwordMatches } from '../passwords/password-hash.js';
import { type Attempt, PasswordAttempts } from '../sessions/password-attempts.js';
import { CurrentPasswordWrong } from '../sessions/session.problems.js';
import { SecondFactor } from './second-factor.js';
import { FactorsWrong } from './totp.problems.js';
import type { BothFactorsRequest } from './totp.dto.js';

/** Asks signed-in staff for the password again and, where they have an authenticator, for a code: one attempt of five. */
@Injectable()
export class ConfirmBothFactors {
  constructor(
    private readonly em: EntityManager,
    private readonly attempts: PasswordAttempts,
    private readonly secondFactor: SecondFactor,
  ) {}

  /** Does `work` in the transaction that uses the code up, with the account locked. */
  async run<Result>(
    caller: CallerIdentity,
    { password, totp }: BothFactorsRequest,
    work: (em: EntityManager, account: Account) => Promise<Result>,
  ): Promise<Result> {
    const account = await this.em.findOne(Account, { id: caller.id });
    if (!account) throw new SessionEnded();
    if (account.kind !== 'staff') throw new NotAllowed();
    const { passwordHash, totpSecret } = account;
    if (totpSecret !== null && totp === undefined) throw new InvalidRequest({ errors: [codeMissing] });
    const attempt = await this.attempts.begin(account.id);
    // both are looked at whatever the other is: neither words nor time tell which one was wrong
    const matches = await passwordMatches(passwordHash, password);
    const proves = await this.secondFactor.wouldTake(this.em, account, totp);
    if (!matches || !proves) throw this.refusal(account, attempt);
    return this.em.transactional(async (em) => {
      const held = await em.findOne(
        Account,
        { id: account.id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      if (held?.passwordHash !== passwordHash || held.totpSecret !== totpSecret) throw new ConcurrentChange();
      // another request used the same code at the same moment
      if (!(await this.secondFactor.ask(em, held, totp))) throw this.refusal(held, attempt);
      await this.attempts.succeed(em, held.id);
      return work(em, held);
    });
  }

  private refusal({ totpSecret }: Account, attempt: Attempt): Problem {
    if (totpSecret !== null) return this.attempts.refusal(attempt, FactorsWrong);
    return this.attempts.refusal(attempt, CurrentPasswordWrong, { errors: [currentPasswordWrong('/password')] });
  }
}

const codeMissing = {
  pointer: '/totp',
  code: 'required',
  detail: { zh: '请填写动态验证码或恢复代码', en: 'the present authenticator’s code, or a recovery code, is wanted' },
};
