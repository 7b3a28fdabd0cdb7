import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Problem } from '../../../platform/problems/problem.js';
import type { TrainingOutcomesView, TrainingOutcomeView } from './training.dto.js';
import { TrainingNotFound } from './training.problems.js';
import { TrainingRecord } from './training-record.entity.js';

/**
 * Does something with each record of the caller's bases in a transaction of its own, and tells one by one what became
 * of it: a refusal of one leaves the others as they are. A record named twice is done once and then refused.
 */
export async function eachOnItsOwn(
  em: EntityManager,
  caller: CallerIdentity,
  trainingIds: readonly string[],
  act: (em: EntityManager, record: TrainingRecord) => void,
): Promise<TrainingOutcomesView> {
  const items = new Array<TrainingOutcomeView>(trainingIds.length);
  // with an idempotency key all of them share one transaction: locking in one order keeps two lists from a deadlock
  const inOrder = [...trainingIds.entries()].sort(([, a], [, b]) => a.toLowerCase().localeCompare(b.toLowerCase()));
  for (const [index, trainingId] of inOrder) {
    try {
      await em.transactional(
        async (tx) => {
          const record = await tx.findOne(
            TrainingRecord,
            { id: trainingId, baseId: { $in: [...caller.baseIds] } },
            { lockMode: LockMode.PESSIMISTIC_WRITE },
          );
          if (!record) throw new TrainingNotFound();
          act(tx, record);
        },
        { clear: true },
      );
      items[index] = { trainingId, outcome: 'done', code: null };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      items[index] = { trainingId, outcome: 'refused', code: error.spec.code };
    }
  }
  return { items };
}
