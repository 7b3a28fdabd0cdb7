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
import { PasswordAttempts } from './password-attempts.js';
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
    const triesLeft = await this.attempts.begin(subject);
    const matches = await passwordMatches(account?.passwordHash, request.password);
    if (!account || !matches || account.status === 'disabled') return this.refuse(account, triesLeft);
    const betterHash = await upgradedHash(account.passwordHash, request.password);
    return this.em.transactional(async (em) => {
      await this.hold(em, account, request.password);
      if (betterHash) await storeHash(em, account.id, betterHash);
      await this.attempts.succeed(em, subject);
      this.record(em, account, 'sign-in');
      return this.sessions.start(em, account);
    });
  }

  /** Holds off a change of password or phone until the session is there to be ended by it, and yields to one that came first. */
  private async hold(em: EntityManager, { id, passwordHash, phoneIndex }: Account, password: string): Promise<void> {
    const held = await em.findOne(
      Account,
      { id, phoneIndex, disabledAt: null },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (!held) throw new CredentialsWrong();
    // another sign-in may have made a better hash of the same password meanwhile
    const isSame = held.passwordHash === passwordHash || (await passwordMatches(held.passwordHash, password));
    if (!isSame) throw new CredentialsWrong();
  }

  private async refuse(account: Account | null, triesLeft: number): Promise<never> {
    await this.em.transactional((em) => Promise.resolve(this.record(em, account, 'sign-in-failed')));
    throw triesLeft === 0 ? this.attempts.locked() : new CredentialsWrong({ members: { triesLeft } });
  }

  private record(em: EntityManager, account: Account | null, action: 'sign-in' | 'sign-in-failed'): void {
    const actor = action === 'sign-in' && account ? { id: account.id, roles: account.effectiveRoles } : 'anyone';
    recordAudit(em, actor, {
      action,
      subjectType: 'account',
      subjectId: account?.id ?? 'unknown',
      at: this.clock.now(),
    });
  }
}

/** Past the entity and its version: the same password at another cost is no change that a reader could have missed. */
const storeHash = (em: EntityManager, id: string, passwordHash: string): Promise<unknown> =>
  em.execute('update accounts.account set password_hash = ? where id = ?', [passwordHash, id]);
