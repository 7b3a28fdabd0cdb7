import type { EntityManager } from '@mikro-orm/postgresql';
import { IdempotencyKey } from './idempotency-key.entity.js';

/** Forgets what a caller was answered before the day is over: nobody asks again under the same key. */
export async function forgetAnswersTo(em: EntityManager, callerId: string): Promise<void> {
  await em.nativeDelete(IdempotencyKey, { caller: callerId });
}
