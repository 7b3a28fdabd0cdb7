import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { CodeIssued } from '../../accounts/contracts/index.js';
import { Notify } from './notify.js';

/** Sends one-time codes. The event names the target itself: the account may not exist yet. */
@Injectable()
export class SendCodes {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly notify: Notify,
  ) {}

  @Consumes(CodeIssued, 'notifications.codes')
  async send(em: EntityManager, event: CodeIssued): Promise<void> {
    // forgotten before it was sent: it expired long ago, or its account was erased
    if (event.target === '') return;
    const expiresAt = new Date(event.expiresAt);
    const minutes = Math.max(1, Math.ceil((expiresAt.getTime() - this.clock.now().getTime()) / 60_000));
    await this.notify.run(em, {
      occasion: `code.${event.purpose}`,
      event,
      values: { code: this.encryption.open('code', event.code), minutes: String(minutes) },
      [event.channel === 'sms' ? 'phone' : 'email']: event.target,
      code: { sealed: event.code, expiresAt },
    });
  }
}
