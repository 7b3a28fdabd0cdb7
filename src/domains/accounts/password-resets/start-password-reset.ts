import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Account } from '../account.entity.js';
import { Captchas } from '../captchas/captchas.js';
import { Codes } from '../codes/codes.js';
import type { PasswordResetStartedView, StartPasswordResetRequest } from './password-reset.dto.js';
import { PasswordReset } from './password-reset.entity.js';

const LIFETIME_MILLISECONDS = 10 * 60 * 1000;

/** Sends a code to the phone of an account; where there is none, the answer and the limits are the same. */
@Injectable()
export class StartPasswordReset {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly captchas: Captchas,
    private readonly codes: Codes,
  ) {}

  async run(request: StartPasswordResetRequest): Promise<PasswordResetStartedView> {
    await this.captchas.solve(request);
    const now = this.clock.now();
    const id = randomUUID();
    return this.em.transactional(async (em) => {
      const phoneIndex = this.encryption.index('phone', request.phone);
      const account = await em.findOne(Account, { phoneIndex, disabledAt: null });
      const expiresAt = new Date(now.getTime() + LIFETIME_MILLISECONDS);
      em.create(PasswordReset, { id, accountId: account?.id ?? null, expiresAt });
      const resendAfterSeconds = await this.codes.issue(em, {
        purpose: 'password-reset',
        channel: 'sms',
        subjectId: id,
        target: request.phone,
        send: account !== null,
      });
      const subjectId = account?.id ?? 'unknown';
      recordAudit(em, 'anyone', { action: 'start-password-reset', subjectType: 'account', subjectId, at: now });
      return { passwordResetId: id, resendAfterSeconds };
    });
  }
}
