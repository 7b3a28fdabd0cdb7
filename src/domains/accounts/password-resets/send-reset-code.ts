import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { EventFields } from '../../../platform/events/domain-event.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { Job } from '../../../platform/jobs/job.js';
import { Account } from '../account.entity.js';
import { CodeIssued } from '../contracts/index.js';
import { PasswordReset } from './password-reset.entity.js';

export const SEND_RESET_CODE = 'accounts.send-reset-code';

/** What the request leaves to the job; target and code are sealed. */
export interface ResetCode {
  readonly passwordResetId: string;
  readonly issued: EventFields<CodeIssued>;
}

/** Sends the code of a password reset where the phone has an account; where it has none, nothing comes of the reset. */
@Injectable()
export class SendResetCode {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  @Job({ name: SEND_RESET_CODE })
  async run(em: EntityManager, { passwordResetId, issued }: ResetCode): Promise<void> {
    const phoneIndex = this.encryption.index('phone', this.encryption.open('phone', issued.target));
    await em.transactional(async (tx) => {
      const account = await tx.findOne(Account, { phoneIndex, disabledAt: null });
      if (!account) return;
      const found = { accountId: account.id };
      // a job may run twice: the code is sent by the one that finds the account
      const first = await tx.nativeUpdate(PasswordReset, { id: passwordResetId, accountId: null }, found);
      if (first === 0) return;
      recordEvent(tx, CodeIssued, issued);
      recordAudit(tx, 'platform', {
        action: 'send-reset-code',
        subjectType: 'account',
        subjectId: account.id,
        at: this.clock.now(),
        facts: { passwordResetId },
      });
    });
  }
}
