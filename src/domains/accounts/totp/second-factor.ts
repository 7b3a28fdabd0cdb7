import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import type { Account } from '../account.entity.js';
import { RecoveryCodeUsed } from '../contracts/index.js';
import { isRecoveryCode, normaliseTypedCode } from './recovery-code.js';
import { RecoveryCodes, type UsedRecoveryCode } from './recovery-codes.js';
import { stepOfCode } from './totp-code.js';

const NOBODY = 'nobody';

/** How somebody proved to have the authenticator, or the paper that stands for it. */
export interface Proof {
  /** Absent when it was a code of the authenticator. */
  readonly recoveryCodesLeft?: number;
}

/** What staff prove beside the password: a code of their authenticator, or a recovery code in its place. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly recoveryCodes: RecoveryCodes,
  ) {}

  /**
   * Whether `ask` would take what was typed. Uses nothing up, so that it can be asked beside a password that is wrong, and
   * does the same whoever's account it is, and if it is nobody's.
   */
  async wouldTake(em: EntityManager, account: Account | null, typed: string | undefined): Promise<boolean> {
    const code = normaliseTypedCode(typed ?? '');
    const isUnused = isRecoveryCode(code) && (await this.recoveryCodes.isUnused(em, account?.id ?? NOBODY, code));
    if (account === null) return false;
    if (account.totpSecret === null || isUnused) return true;
    const step = this.stepOf(account.totpSecret, code);
    return step !== undefined && step > (account.totpLastStep ?? 0);
  }

  /** What was typed proves, used up in the transaction of `em`; an account without an authenticator has nothing to prove. */
  async ask(em: EntityManager, account: Account, typed: string | undefined): Promise<Proof | undefined> {
    if (account.totpSecret === null) return {};
    const code = normaliseTypedCode(typed ?? '');
    if (!isRecoveryCode(code)) return (await this.useStep(em, account.id, account.totpSecret, code)) ? {} : undefined;
    const used = await this.recoveryCodes.use(em, account.id, code);
    if (!used) return undefined;
    this.tell(em, account, used);
    return { recoveryCodesLeft: used.left };
  }

  /** A code counts once, and none counts that is older than one that was used (RFC 6238, 5.2). */
  private async useStep(em: EntityManager, id: string, sealedSecret: string, code: string): Promise<boolean> {
    const step = this.stepOf(sealedSecret, code);
    if (step === undefined) return false;
    const rows = await em.execute<object[]>(
      `update accounts.account set totp_last_step = ? where id = ? and totp_secret = ? and totp_last_step < ?
       returning id`,
      [step, id, sealedSecret, step],
    );
    return rows.length > 0;
  }

  private stepOf(sealedSecret: string, code: string): number | undefined {
    return stepOfCode(this.encryption.open('secret', sealedSecret), code, this.clock.now());
  }

  /** Whoever uses a recovery code may have found the paper: its owner hears of it. */
  private tell(em: EntityManager, account: Account, { id, left }: UsedRecoveryCode): void {
    const now = this.clock.now();
    recordEvent(em, RecoveryCodeUsed, {
      aggregateId: id,
      aggregateVersion: 1,
      occurredAt: now.toISOString(),
      accountId: account.id,
      phone: account.phone,
      codesLeft: left,
    });
    recordAudit(em, account, {
      action: 'use-recovery-code',
      subjectType: 'account',
      subjectId: account.id,
      at: now,
      facts: { codesLeft: left },
    });
  }
}
