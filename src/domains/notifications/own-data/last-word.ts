import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { NotificationsDataErased } from '../contracts/index.js';
import type { Delivery } from '../deliveries/delivery.entity.js';
import type { Occasion } from '../templates/occasions.js';

/** What somebody is told last, when their account is no more. */
export const LAST_WORD = 'account.erased' satisfies Occasion;

/** Forgets the last word to somebody once it was said, or could not be; then nothing is left here. */
@Injectable()
export class LastWord {
  constructor(private readonly clock: Clock) {}

  /** After each attempt to send `delivery`, whatever it is. */
  forget(em: EntityManager, delivery: Delivery): void {
    const { occasion, subjectId, accountId } = delivery;
    if (occasion !== LAST_WORD || accountId === null || delivery.isWaiting()) return;
    em.remove(delivery);
    this.answer(em, subjectId, accountId);
  }

  answer(em: EntityManager, requestId: string, accountId: string): void {
    recordEvent(em, NotificationsDataErased, {
      aggregateId: requestId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
    });
  }
}
