import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page } from '../../../platform/http/page.js';
import { type DeliveryQuery, type DeliveryView, toDeliveryView } from './deliveries.dto.js';
import { Delivery } from './delivery.entity.js';

@Injectable()
export class FindDeliveries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(query: DeliveryQuery): Promise<Page<DeliveryView>> {
    const now = this.clock.now();
    const where = {
      ...(query.status !== undefined && { status: query.status }),
      ...(query.channel !== undefined && { channel: query.channel }),
    };
    return findPage(this.em, Delivery, where, { createdAt: 'desc', id: 'desc' }, query, (delivery) =>
      toDeliveryView(delivery, now),
    );
  }
}
