import type { EntityManager } from '@mikro-orm/postgresql';
import { OutboxMessage } from './outbox-message.entity.js';
import { withoutPersonal } from './without-personal.js';

/**
 * Takes what is personal out of every message that was published about these aggregates so far, with whatever else `em`
 * commits. A consumer that has not had a message yet gets it without: sealed values are empty strings then. A domain
 * names aggregates of its own only.
 */
export async function forgetMessagesAbout(em: EntityManager, aggregateIds: readonly string[]): Promise<void> {
  // what was recorded in this transaction is forgotten, too
  await em.flush();
  const messages = await em.find(OutboxMessage, { aggregateId: { $in: [...aggregateIds] } }, { refresh: true });
  for (const message of messages) message.payload = withoutPersonal(message.payload) as object;
  await em.flush();
}
