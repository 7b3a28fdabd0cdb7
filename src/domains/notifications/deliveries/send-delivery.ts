import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import { Job } from '../../../platform/jobs/job.js';
import { Mailer } from '../gateways/mailer.js';
import { sayableOf } from '../gateways/provider-refused.js';
import { SmsGateway } from '../gateways/sms-gateway.js';
import { LastWord } from '../own-data/last-word.js';
import { Delivery } from './delivery.entity.js';

const SEND_DELIVERY = 'notifications.send-delivery';

/** Queues one delivery with whatever else `em` commits; asking twice sends once. */
export const queueDelivery = (em: EntityManager, deliveryId: string): Promise<void> =>
  enqueue(em, SEND_DELIVERY, { deliveryId }, { key: `${SEND_DELIVERY}:${deliveryId}` });

/** Hands deliveries to their provider. */
@Injectable()
export class SendDelivery {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly sms: SmsGateway,
    private readonly mailer: Mailer,
    private readonly lastWord: LastWord,
  ) {}

  /**
   * One attempt. The row stays locked during the provider's call, so that never two processes send the same one; what
   * became of it is committed before a failure is thrown, which makes the queue try again later. A process that dies
   * after the provider's yes and before the commit sends again: with the same reference, for providers that look at it.
   */
  @Job({ name: SEND_DELIVERY })
  async run(em: EntityManager, { deliveryId }: { deliveryId: string }): Promise<void> {
    const failure = await em.transactional(async (tx) => {
      const delivery = await tx.findOne(Delivery, { id: deliveryId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!delivery?.isWaiting()) return undefined;
      if (delivery.isLateAt(this.clock.now())) {
        delivery.expire();
        return undefined;
      }
      try {
        await this.send(delivery);
        delivery.succeed(this.clock.now());
      } catch (error) {
        delivery.fail(sayableOf(error), this.clock.now());
      }
      this.lastWord.forget(tx, delivery);
      return delivery.isWaiting() ? delivery.lastError : undefined;
    });
    if (failure != null) throw new Error(`delivery ${deliveryId} is tried again: ${failure}`);
  }

  private async send({ id, channel, recipient, subject, text, code }: Delivery): Promise<void> {
    const message = {
      reference: id,
      text: this.encryption.open('remark', text ?? ''),
      ...(code != null && { code: this.encryption.open('code', code) }),
    };
    if (channel === 'sms') await this.sms.send({ ...message, to: this.encryption.open('phone', recipient) });
    else await this.mailer.send({ ...message, subject, to: this.encryption.open('email', recipient) });
  }
}
