import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type DeliveryView, toDeliveryView } from './deliveries.dto.js';
import { Delivery } from './delivery.entity.js';
import { DeliveryNotFound } from './delivery.problems.js';
import { queueDelivery } from './send-delivery.js';

@Injectable()
export class RetryDelivery {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string): Promise<DeliveryView> {
    return this.em.transactional(async (em) => {
      const delivery = await em.findOneOrFail(
        Delivery,
        { id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new DeliveryNotFound() },
      );
      const now = this.clock.now();
      delivery.retry(now);
      await queueDelivery(em, id);
      recordAudit(em, caller, { action: 'retry-delivery', subjectType: 'delivery', subjectId: id, at: now });
      return toDeliveryView(delivery, now);
    });
  }
}
