import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../platform/access/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { findPage, type Page } from '../../platform/http/page.js';
import { ReviewCase } from './review-case.entity.js';
import type { ReviewCaseStatus } from './review-case.lifecycle.js';
import type { ReviewCaseSummaryView, ReviewsQuery } from './review.dto.js';
import { toReviewCaseSummaryView } from './review-views.js';

/** The queue, longest waiting first: the cases of the caller's bases, or of the whole province. */
@Injectable()
export class FindReviewCases {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  run(caller: CallerIdentity, query: ReviewsQuery): Promise<Page<ReviewCaseSummaryView>> {
    const now = this.clock.now();
    const { stage, state, planId, mine, submittedBefore } = query;
    const conditions: FilterQuery<ReviewCase>[] = [
      ...(caller.has('province_admin') ? [] : [{ baseId: { $in: [...caller.baseIds] } }]),
      ...(stage === undefined ? [] : [{ stage }]),
      ...(state === undefined ? [] : [inState(state, now)]),
      ...(planId === undefined ? [] : [{ planId }]),
      ...(mine === true ? [{ claimedBy: caller.id, claimedUntil: { $gt: now } }] : []),
      ...(submittedBefore === undefined ? [] : [{ submittedAt: { $lt: new Date(submittedBefore) } }]),
    ];
    return findPage(this.em, ReviewCase, { $and: conditions }, { submittedAt: 'asc', id: 'asc' }, query, (found) =>
      toReviewCaseSummaryView(found, { caller, now }),
    );
  }
}

/** `ReviewCase.statusAt` in SQL: a claim that ran out counts as none. */
function inState(state: ReviewCaseStatus, now: Date): FilterQuery<ReviewCase> {
  if (state === 'claimed') return { status: 'claimed', claimedUntil: { $gt: now } };
  if (state !== 'waiting') return { status: state };
  return { $or: [{ status: 'waiting' }, { status: 'claimed', claimedUntil: { $lte: now } }] };
}
