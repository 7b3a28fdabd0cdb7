import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import { Captchas } from '../captchas/captchas.js';
import { Codes } from '../codes/codes.js';
import type { PasswordResetStartedView, StartPasswordResetRequest } from './password-reset.dto.js';
import { PasswordReset } from './password-reset.entity.js';
import { SEND_RESET_CODE, type ResetCode } from './send-reset-code.js';

const LIFETIME_MILLISECONDS = 10 * 60 * 1000;

/**
 * Starts a reset without a look at whether the phone has an account: a job does that after the answer, so that neither
 * the answer nor the time that it takes tells.
 */
@Injectable()
export class StartPasswordReset {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly captchas: Captchas,
    private readonly codes: Codes,
  ) {}

  async run(request: StartPasswordResetRequest): Promise<PasswordResetStartedView> {
    await this.captchas.solve(request);
    const now = this.clock.now();
    const id = randomUUID();
    return this.em.transactional(async (em) => {
      em.create(PasswordReset, {
        id,
        accountId: null,
        expiresAt: new Date(now.getTime() + LIFETIME_MILLISECONDS),
      });
      const resendAfterSeconds = await this.codes.issue(em, {
        purpose: 'password-reset',
        channel: 'sms',
        subjectId: id,
        target: request.phone,
        send: (issued) => enqueue(em, SEND_RESET_CODE, { passwordResetId: id, issued } satisfies ResetCode),
      });
      recordAudit(em, 'anyone', {
        action: 'start-password-reset',
        subjectType: 'password-reset',
        subjectId: id,
        at: now,
      });
      return { passwordResetId: id, resendAfterSeconds };
    });
  }
}
