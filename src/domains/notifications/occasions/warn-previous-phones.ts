import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskPhone } from '../../../platform/encryption/mask.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { ContactChanged } from '../../accounts/contracts/index.js';
import { Notify } from './notify.js';

/** Tells a phone that was replaced, so that an owner who did not do it learns of it. */
@Injectable()
export class WarnPreviousPhones {
  constructor(
    private readonly encryption: FieldEncryption,
    private readonly notify: Notify,
  ) {}

  @Consumes(ContactChanged, 'notifications.previous-phones')
  async warn(em: EntityManager, event: ContactChanged): Promise<void> {
    // none, or forgotten before it was told
    if (!event.previousPhone) return;
    await this.notify.run(em, {
      occasion: 'contact.phone-replaced',
      event,
      values: { newPhone: event.phone == null ? '（无）' : maskPhone(this.encryption.open('phone', event.phone)) },
      phone: event.previousPhone,
      accountId: event.aggregateId,
    });
  }
}
