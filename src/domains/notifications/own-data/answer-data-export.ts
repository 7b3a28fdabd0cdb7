import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import type { OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { DataExportRequested } from '../../accounts/contracts/index.js';
import { NotificationsDataExported } from '../contracts/index.js';
import type { Delivery } from '../deliveries/delivery.entity.js';
import { InAppMessage } from '../messages/in-app-message.entity.js';
import { Recipient } from '../recipients/recipient.entity.js';
import { deliveriesTo } from './deliveries-to.js';

/** This domain's answer to an export. */
@Injectable()
export class AnswerDataExport {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly parts: OwnDataParts,
  ) {}

  @Consumes(DataExportRequested, 'notifications.own-data-exports')
  async answer(em: EntityManager, { aggregateId, accountId }: DataExportRequested): Promise<void> {
    recordEvent(em, NotificationsDataExported, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
      partKey: await this.parts.write(aggregateId, 'notifications', await this.partOf(em, accountId)),
    });
  }

  private async partOf(em: EntityManager, accountId: string): Promise<OwnDataPart> {
    const { encryption } = this;
    const { phone = null, email = null } = (await em.findOne(Recipient, { accountId })) ?? {};
    const deliveries = await deliveriesTo(em, encryption, { accountId, phone, email });
    const messages = await em.find(InAppMessage, { accountId }, { orderBy: { createdAt: 'asc', id: 'asc' } });
    return {
      explained: {
        contact: '接收通知的手机号码和邮箱',
        deliveries: '发给您的短信和邮件（含验证码的内容在发出后即已删除）',
        messages: '站内消息',
      },
      data: {
        contact: {
          phone: phone && encryption.open('phone', phone),
          email: email && encryption.open('email', email),
        },
        deliveries: deliveries.map((delivery) => this.deliveryOf(delivery)),
        messages: messages.map(({ id, occasion, title, text, createdAt, readAt }) => ({
          ...{ id, occasion, title, createdAt, readAt },
          text: encryption.open('remark', text),
        })),
      },
      files: [],
    };
  }

  private deliveryOf({ channel, recipient, text, ...delivery }: Delivery) {
    const { id, occasion, subject, status, attempts, createdAt, sentAt } = delivery;
    return {
      ...{ id, occasion, channel },
      recipient: this.encryption.open(channel === 'sms' ? 'phone' : 'email', recipient),
      ...{ subject, status, attempts, createdAt, sentAt },
      text: text ? this.encryption.open('remark', text) : null,
    };
  }
}
