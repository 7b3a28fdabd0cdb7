import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { newRecoveryCodes, normaliseTypedCode } from './recovery-code.js';
import { RecoveryCode } from './recovery-code.entity.js';

/** That a recovery code was right, and is used up with the transaction. */
export interface UsedRecoveryCode {
  readonly id: string;
  readonly left: number;
}

/** Issues and uses recovery codes, always in the caller's transaction. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  /** A new set in place of the present one; only here are the codes themselves known. */
  async renew(em: EntityManager, accountId: string): Promise<string[]> {
    await em.nativeDelete(RecoveryCode, { accountId });
    const codes = newRecoveryCodes();
    for (const code of codes) {
      em.create(RecoveryCode, { id: randomUUID(), accountId, codeHash: this.hash(accountId, code), usedAt: null });
    }
    return codes;
  }

  /** Whether a code would be taken now. */
  async isUnused(em: EntityManager, accountId: string, code: string): Promise<boolean> {
    return (await em.count(RecoveryCode, { codeHash: this.hash(accountId, code), usedAt: null })) > 0;
  }

  /** Uses a code up; of two that race with the same one, one gets nothing. */
  async use(em: EntityManager, accountId: string, code: string): Promise<UsedRecoveryCode | undefined> {
    const [used] = await em.execute<{ id: string }[]>(
      `update accounts.recovery_code set used_at = ? where account_id = ? and code_hash = ? and used_at is null
       returning id`,
      [this.clock.now(), accountId, this.hash(accountId, code)],
    );
    return used && { id: used.id, left: await em.count(RecoveryCode, { accountId, usedAt: null }) };
  }

  /** Keyed, so that whoever reads the table can't try codes against it. */
  private hash(accountId: string, code: string): string {
    return this.encryption.index('code', `recovery:${accountId}:${normaliseTypedCode(code)}`);
  }
}
