import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Codes } from '../codes/codes.js';
import type { CodeSentView } from '../codes/code.dto.js';
import type { CodeChannel } from '../contracts/index.js';
import { findOpenRegistration } from './find-registration.js';
import { ChannelNotAvailable } from './registration.problems.js';

/** Sends a code to the phone or mailbox that a registration names; on record, since nobody is signed in who asks for it. */
@Injectable()
export class SendRegistrationCode {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly codes: Codes,
  ) {}

  async run(registrationId: string, channel: CodeChannel): Promise<CodeSentView> {
    const now = this.clock.now();
    return this.em.transactional(async (em) => {
      const { id, phone, email } = await findOpenRegistration(em, registrationId, now);
      if (channel === 'email' && email === null) throw new ChannelNotAvailable();
      const target =
        channel === 'email' && email !== null
          ? this.encryption.open('email', email)
          : this.encryption.open('phone', phone);
      const code = { purpose: 'registration', channel, subjectId: id, target, send: true } as const;
      const resendAfterSeconds = await this.codes.issue(em, code);
      recordAudit(em, 'anyone', {
        action: 'send-registration-code',
        subjectType: 'registration',
        subjectId: id,
        at: now,
        facts: { channel },
      });
      return { resendAfterSeconds };
    });
  }
}
