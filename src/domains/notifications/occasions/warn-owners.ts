import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskEmail } from '../../../platform/encryption/mask.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { ContactChanged, PasswordChanged, RefreshTokenReused } from '../../accounts/contracts/index.js';
import { Notify } from './notify.js';

/** Tells the phone of an account, a trainee's or a staff member's, what somebody else may have done with it. */
@Injectable()
export class WarnOwners {
  constructor(
    private readonly encryption: FieldEncryption,
    private readonly notify: Notify,
  ) {}

  /** A replaced phone is told by `WarnPreviousPhones`: the number to tell is another one. */
  @Consumes(ContactChanged, 'notifications.replaced-emails')
  async warnOfEmail(em: EntityManager, event: ContactChanged): Promise<void> {
    // forgotten before it was told: there is nobody to tell
    if (event.changed !== 'email' || event.phone === '') return;
    await this.notify.run(em, {
      occasion: 'contact.email-replaced',
      event,
      values: { newEmail: event.email == null ? '（无）' : maskEmail(this.encryption.open('email', event.email)) },
      phone: event.phone,
    });
  }

  @Consumes(PasswordChanged, 'notifications.changed-passwords')
  async warnOfPassword(em: EntityManager, event: PasswordChanged): Promise<void> {
    await this.notify.run(em, { occasion: `security.password-${event.how}`, event, values: {}, phone: event.phone });
  }

  @Consumes(RefreshTokenReused, 'notifications.ended-sign-ins')
  async warnOfSignIn(em: EntityManager, event: RefreshTokenReused): Promise<void> {
    await this.notify.run(em, { occasion: 'security.sign-in-ended', event, values: {}, phone: event.phone });
  }
}
