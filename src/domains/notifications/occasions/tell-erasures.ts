import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { ErasureRefused } from '../../accounts/contracts/index.js';
import { findRecipient } from '../recipients/find-recipient.js';
import { Notify } from './notify.js';

/** Tells a trainee why their account is not erased. */
@Injectable()
export class TellErasures {
  constructor(
    private readonly encryption: FieldEncryption,
    private readonly notify: Notify,
  ) {}

  @Consumes(ErasureRefused, 'notifications.refused-erasures')
  async refused(em: EntityManager, event: ErasureRefused): Promise<void> {
    // forgotten before it was told: a later request was approved
    if (event.reason === '') return;
    const { accountId, phone, email } = await findRecipient(em, event.accountId);
    // the sentence around it has a full stop of its own
    const reason = this.encryption.open('remark', event.reason).replace(/[。.；;\s]+$/, '');
    await this.notify.run(em, {
      occasion: 'account.erasure-refused',
      event,
      values: { reason },
      phone,
      email,
      accountId,
    });
  }
}
