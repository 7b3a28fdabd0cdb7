import type { QueryResult } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption, type Sealed } from '../../../platform/encryption/field-encryption.js';
import { maskEmail, maskPhone } from '../../../platform/encryption/mask.js';
import type { DomainEvent } from '../../../platform/events/domain-event.js';
import { Delivery, type DeliveryChannel } from '../deliveries/delivery.entity.js';
import { deliveryLifecycle } from '../deliveries/delivery.lifecycle.js';
import { queueDelivery } from '../deliveries/send-delivery.js';
import { InAppMessage } from '../messages/in-app-message.entity.js';
import { NotificationTemplate } from '../templates/notification-template.entity.js';
import type { Occasion, ValuesOf } from '../templates/occasions.js';

export interface Notice<O extends Occasion> {
  readonly occasion: O;
  /** The fact that is told: once on each channel, however often it is asked for. */
  readonly event: DomainEvent;
  readonly values: ValuesOf<O>;
  /** Where it goes; a channel without an address, or without a template, is left out. */
  readonly phone?: Sealed | null;
  readonly email?: Sealed | null;
  readonly accountId?: string;
  /** The code in the text and the moment from which it is not sent any more. */
  readonly code?: { readonly sealed: Sealed; readonly expiresAt: Date };
}

/** Turns one notice into its deliveries and message, in the transaction of the event that asks for it. */
@Injectable()
export class Notify {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run<O extends Occasion>(em: EntityManager, notice: Notice<O>): Promise<void> {
    const templates = await em.find(NotificationTemplate, { occasion: notice.occasion });
    for (const template of templates) {
      const words = template.fill(notice.values);
      if (template.channel === 'in-app') await this.leave(em, notice, words);
      else await this.dispatch(em, notice, template.channel, words);
    }
  }

  private async dispatch<O extends Occasion>(
    em: EntityManager,
    { occasion, event, code, phone, email, accountId }: Notice<O>,
    channel: DeliveryChannel,
    { subject, text }: Words,
  ): Promise<void> {
    const recipient = channel === 'sms' ? phone : email;
    // none, or forgotten before it was told
    if (!recipient) return;
    const id = randomUUID();
    const inserted: QueryResult = await em
      .createQueryBuilder(Delivery)
      .insert({
        id,
        subjectId: event.aggregateId,
        subjectVersion: event.aggregateVersion,
        accountId: accountId ?? null,
        occasion,
        channel,
        recipient,
        maskedRecipient:
          channel === 'sms'
            ? maskPhone(this.encryption.open('phone', recipient))
            : maskEmail(this.encryption.open('email', recipient)),
        subject,
        text: this.encryption.seal('remark', text),
        code: code?.sealed ?? null,
        expiresAt: code?.expiresAt ?? null,
        status: deliveryLifecycle.initial,
        createdAt: this.clock.now(),
      })
      .onConflict()
      .ignore()
      .execute('run');
    if (inserted.affectedRows > 0) await queueDelivery(em, id);
  }

  private async leave<O extends Occasion>(
    em: EntityManager,
    { occasion, event, accountId }: Notice<O>,
    { subject, text }: Words,
  ): Promise<void> {
    if (accountId === undefined) return;
    await em
      .createQueryBuilder(InAppMessage)
      .insert({
        id: randomUUID(),
        accountId,
        subjectId: event.aggregateId,
        subjectVersion: event.aggregateVersion,
        occasion,
        title: subject,
        text: this.encryption.seal('remark', text),
        createdAt: this.clock.now(),
      })
      .onConflict()
      .ignore()
      .execute('run');
  }
}

interface Words {
  readonly subject: string;
  readonly text: string;
}
