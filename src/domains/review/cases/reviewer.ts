import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { ReviewCase } from './review-case.entity.js';
import type { ReviewAction } from './review-case.lifecycle.js';
import { CaseNotFound } from '../review.problems.js';
import { conflictOf, findImpartiality } from '../rules/conflicts.js';

/** Whether the caller reviews for the base: the province reads every case, but only a base's own administrators decide. */
export const decidesFor = (caller: CallerIdentity, baseId: string): boolean =>
  caller.has('base_admin') && caller.baseIds.includes(baseId);

/**
 * The case, locked to the end of the transaction, so that of two claims or decisions one comes second; 404 for another
 * base's, and whatever keeps this caller from reviewing it.
 */
export async function lockCase(
  em: EntityManager,
  caller: CallerIdentity,
  id: string,
  action: ReviewAction,
): Promise<ReviewCase> {
  const reviewCase = await em.findOne(ReviewCase, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!reviewCase || !decidesFor(caller, reviewCase.baseId)) throw new CaseNotFound();
  const conflict = conflictOf(reviewCase, action, await findImpartiality(em, caller));
  if (conflict) throw conflict;
  return reviewCase;
}
