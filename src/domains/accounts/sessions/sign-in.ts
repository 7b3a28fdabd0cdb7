import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Account } from '../account.entity.js';
import { Captchas } from '../captchas/captchas.js';
import { normaliseIdNumber } from '../identity/id-number.js';
import { passwordMatches, upgradedHash } from '../passwords/password-hash.js';
import { SecondFactor } from '../totp/second-factor.js';
import { type Attempt, PasswordAttempts } from './password-attempts.js';
import type { SessionView, SignInRequest } from './session.dto.js';
import { CredentialsWrong } from './session.problems.js';
import { Sessions } from './sessions.js';

@Injectable()
export class SignIn {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly captchas: Captchas,
    private readonly attempts: PasswordAttempts,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: Sessions,
  ) {}

  async run(request: SignInRequest): Promise<SessionView> {
    await this.captchas.solve(request);
    const identifier = normaliseIdNumber(request.identifier);
    const phoneIndex = this.encryption.index('phone', identifier);
    const idNumberIndex = this.encryption.index('id-number', identifier);
    const account = await this.em.findOne(Account, { $or: [{ phoneIndex }, { idNumberIndex }] });
    // an unknown identifier is counted, locked and answered like an account, and takes as long; so is one that is disabled
    const subject = account?.id ?? idNumberIndex;
    const attempt = await this.attempts.begin(subject);
    // both are looked at whatever the other is: neither words nor time tell which one was wrong
    const matches = await passwordMatches(account?.passwordHash, request.password);
    const proves = await this.secondFactor.wouldTake(this.em, account, request.totp);
    if (!account || !matches || !proves || account.status === 'disabled') {
      return this.refuse(account, attempt, request, matches);
    }
    const betterHash = await upgradedHash(account.passwordHash, request.password);
    const entered = await this.em.transactional(async (em) => {
      const held = await this.hold(em, account, request.password);
      const proof = await this.secondFactor.ask(em, held, request.totp);
      if (!proof) return undefined;
      if (betterHash) await storeHash(em, held.id, betterHash);
      await this.attempts.succeed(em, subject);
      this.record(em, held, 'sign-in');
      return { ...this.sessions.start(em, held), ...proof };
    });
    // another sign-in used the same code at the same moment
    return entered ?? this.refuse(account, attempt, request, matches);
  }

  /** Holds off a change of password or phone until the session is there to be ended by it, and yields to one that came first. */
  private async hold(em: EntityManager, { id, passwordHash, phoneIndex }: Account, password: string): Promise<Account> {
    const where = { id, phoneIndex, disabledAt: null };
    const held = await em.findOne(Account, where, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    // another sign-in may have made a better hash of the same password meanwhile
    const isSame = held?.passwordHash === passwordHash || (await passwordMatches(held?.passwordHash, password));
    if (!held || !isSame) throw new CredentialsWrong();
    return held;
  }

  /** Only the auditor is told that the password was right: with wrong codes it may be a stolen one. */
  private async refuse(
    account: Account | null,
    attempt: Attempt,
    { totp }: SignInRequest,
    rightPassword: boolean,
  ): Promise<never> {
    const refusal = this.attempts.refusal(attempt, CredentialsWrong, totp === undefined ? {} : { detail: oneOfThree });
    const facts = { reason: refusal.spec.code, ...(rightPassword && { rightPassword }) };
    await this.em.transactional((em) => Promise.resolve(this.record(em, account, 'sign-in-failed', facts)));
    throw refusal;
  }

  private record(em: EntityManager, account: Account | null, action: string, facts?: Record<string, unknown>): void {
    const actor = action === 'sign-in' && account ? { id: account.id, roles: account.effective.roles } : 'anyone';
    const subjectId = account?.id ?? 'unknown';
    recordAudit(em, actor, { action, subjectType: 'account', subjectId, at: this.clock.now(), facts });
  }
}

// by what was sent, never by whose account it is
const oneOfThree = {
  zh: '账号、密码或动态验证码错误（验证码只能使用一次）',
  en: 'Account, password or code are wrong; a code counts once',
};

/** Past the entity and its version: the same password at another cost is no change that a reader could have missed. */
const storeHash = (em: EntityManager, id: string, passwordHash: string): Promise<unknown> =>
  em.execute('update accounts.account set password_hash = ? where id = ?', [passwordHash, id]);
