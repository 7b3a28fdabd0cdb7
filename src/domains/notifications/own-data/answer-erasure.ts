import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { ErasureApproved } from '../../accounts/contracts/index.js';
import { Delivery } from '../deliveries/delivery.entity.js';
import { InAppMessage } from '../messages/in-app-message.entity.js';
import { Notify } from '../occasions/notify.js';
import { Recipient } from '../recipients/recipient.entity.js';
import { deliveriesTo } from './deliveries-to.js';
import { LAST_WORD, LastWord } from './last-word.js';

/** This domain's part of an erasure: everything goes, and the phone is told so in a last message. */
@Injectable()
export class AnswerErasure {
  constructor(
    private readonly encryption: FieldEncryption,
    private readonly notify: Notify,
    private readonly lastWord: LastWord,
  ) {}

  @Consumes(ErasureApproved, 'notifications.own-data-erasures')
  async erase(em: EntityManager, event: ErasureApproved): Promise<void> {
    const { accountId, accountVersion: version, phone, email } = event;
    for (const delivery of await deliveriesTo(em, this.encryption, { accountId, phone, email })) em.remove(delivery);
    await em.nativeDelete(InAppMessage, { accountId });
    // a row that holds nothing: what an older event tells, however late, is not kept again
    await em.upsert(
      Recipient,
      { accountId, phone: null, email: null, version },
      { onConflictWhere: { version: { $lt: version } } },
    );
    await em.flush();
    await this.notify.run(em, { occasion: LAST_WORD, event, values: {}, phone, accountId });
    // without a template there is nothing to wait for
    const words = { subjectId: event.aggregateId, occasion: LAST_WORD } as const;
    if ((await em.count(Delivery, words)) === 0) this.lastWord.answer(em, event.aggregateId, accountId);
  }
}
