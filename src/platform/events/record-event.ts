import type { EntityManager } from '@mikro-orm/postgresql';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { type DomainEvent, type EventClass, type EventFields, wireIdentity } from './domain-event.js';
import { OutboxMessage } from './outbox-message.entity.js';

/**
 * Records a published event: it is stored with whatever else `em` commits, or not at all, and reaches its consumers
 * within milliseconds of the commit. A payload that breaks its own contract is a bug and throws.
 */
export function recordEvent<E extends DomainEvent>(
  em: EntityManager,
  event: EventClass<E>,
  fields: EventFields<E>,
): void {
  const payload = checked(event, fields);
  const { name, version } = wireIdentity(event);
  em.persist(
    em.create(OutboxMessage, {
      id: randomUUID(),
      name,
      version,
      aggregateId: payload.aggregateId,
      aggregateVersion: payload.aggregateVersion,
      payload: fields,
      occurredAt: new Date(payload.occurredAt),
    }),
  );
}

/** Makes an event of a stored payload; throws when it does not keep the contract. Unknown (newer) fields are let through. */
export function checked<E extends DomainEvent>(event: EventClass<E>, payload: object): E {
  const instance = plainToInstance(event, payload);
  const errors = validateSync(instance, { forbidUnknownValues: true });
  if (errors.length > 0) {
    // the property names only: values may be personal data
    throw new Error(`${event.name} is not as published: ${errors.map(({ property }) => property).join(', ')}`);
  }
  return instance;
}
