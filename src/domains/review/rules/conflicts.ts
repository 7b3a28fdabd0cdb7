import type { EntityManager, QBFilterQuery } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import type { Problem } from '../../../platform/problems/problem.js';
import type { ReviewCase } from '../cases/review-case.entity.js';
import type { ReviewAction } from '../cases/review-case.lifecycle.js';
import { ConflictOfInterest, SameReviewer } from '../review.problems.js';
import { Reviewer } from './reviewer.entity.js';
import { findRules } from './review-rules.entity.js';

/** What of a caller can keep them from a case. */
export interface Impartiality {
  readonly id: string;
  /** Of the unit that they work for; null when nobody said. */
  readonly unitKey: string | null;
  /** Of their ID number; null when nobody said. */
  readonly personKey: string | null;
  /** Whether the two reviews of an application are by two people. */
  readonly differentReviewers: boolean;
}

export async function findImpartiality(em: EntityManager, { id }: CallerIdentity): Promise<Impartiality> {
  const { differentReviewers } = await findRules(em);
  const reviewer = await em.findOne(Reviewer, { accountId: id });
  return { id, unitKey: reviewer?.unitKey ?? null, personKey: reviewer?.personKey ?? null, differentReviewers };
}

/**
 * Why this reviewer may have nothing to do with a case (回避), whoever holds it; undefined when they may. Giving it back,
 * and taking back what one decided, is always allowed.
 */
export function conflictOf(
  { firstReviewedBy, sendingUnitKey, applicantKey }: ReviewCase,
  action: ReviewAction,
  { id, unitKey, personKey, differentReviewers }: Impartiality,
): Problem | undefined {
  if (action === 'release' || action === 'take-back') return undefined;
  const isTheirUnit = unitKey !== null && unitKey === sendingUnitKey;
  const isThemselves = personKey !== null && personKey === applicantKey;
  if (isTheirUnit || isThemselves) return new ConflictOfInterest();
  return differentReviewers && firstReviewedBy === id ? new SameReviewer() : undefined;
}

/** The same as conditions of a query: of cases without a conflict. */
export const withoutConflict = ({
  id,
  unitKey,
  personKey,
  differentReviewers,
}: Impartiality): QBFilterQuery<ReviewCase>[] => [
  ...(unitKey === null ? [] : [{ sendingUnitKey: { $ne: unitKey } }]),
  ...(personKey === null ? [] : [{ $or: [{ applicantKey: null }, { applicantKey: { $ne: personKey } }] }]),
  ...(differentReviewers ? [{ $or: [{ firstReviewedBy: null }, { firstReviewedBy: { $ne: id } }] }] : []),
];
