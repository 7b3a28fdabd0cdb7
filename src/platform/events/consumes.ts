import type { EntityManager } from '@mikro-orm/postgresql';
import type { DomainEvent, EventClass } from './domain-event.js';

export interface Consumption {
  readonly event: EventClass;
  /** Wire name, `domain.what-it-keeps-up-to-date`: receipts and queued jobs carry it, so it never changes. */
  readonly consumer: string;
}

const CONSUMES = 'platform:consumes';

/**
 * Subscribes a provider's method to an event. The method gets an entity manager inside a transaction of its own, which
 * also holds the receipt: it takes effect exactly once however often the message comes. What it throws is retried with
 * growing delays and ends in a dead letter. It may be called for an older version after a newer one.
 */
export const Consumes =
  <E extends DomainEvent>(event: EventClass<E>, consumer: `${string}.${string}`) =>
  (
    _target: object,
    _key: string | symbol,
    descriptor: TypedPropertyDescriptor<(em: EntityManager, event: E) => Promise<void>>,
  ): void => {
    Reflect.defineMetadata(CONSUMES, { event, consumer } satisfies Consumption, descriptor.value as object);
  };

/** What `Consumes` declared on a method, undefined when nothing. */
export const consumptionOf = (method: object): Consumption | undefined =>
  Reflect.getMetadata(CONSUMES, method) as Consumption | undefined;
