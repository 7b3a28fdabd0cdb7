import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../platform/access/caller.js';
import { ReviewCase } from './review-case.entity.js';
import { CaseNotFound } from './review.problems.js';

/** Whether the caller reviews for the base: the province reads every case, but only a base's own administrators decide. */
export const decidesFor = (caller: CallerIdentity, baseId: string): boolean =>
  caller.has('base_admin') && caller.baseIds.includes(baseId);

/** The case, locked to the end of the transaction, so that of two claims or decisions one comes second; 404 for another base's. */
export async function lockCase(em: EntityManager, caller: CallerIdentity, id: string): Promise<ReviewCase> {
  const reviewCase = await em.findOne(ReviewCase, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!reviewCase || !decidesFor(caller, reviewCase.baseId)) throw new CaseNotFound();
  return reviewCase;
}
