import type { Problem } from '../../../platform/problems/problem.js';
import type { ReviewCase } from '../review-case.entity.js';
import type { ReviewAction } from '../review-case.lifecycle.js';
import { SameReviewer } from '../review.problems.js';
import type { ReviewRules } from './review-rules.entity.js';

/** Why this reviewer may have nothing to do with a case, whoever holds it; undefined when they may. Giving it back is always allowed. */
export function conflictOf(
  { firstReviewedBy }: ReviewCase,
  action: ReviewAction,
  reviewerId: string,
  { differentReviewers }: Pick<ReviewRules, 'differentReviewers'>,
): Problem | undefined {
  if (action === 'release') return undefined;
  return differentReviewers && firstReviewedBy === reviewerId ? new SameReviewer() : undefined;
}
