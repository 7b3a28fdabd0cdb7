import type { QueryOrderMap } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page } from '../../../platform/http/page.js';
import type { QueueOrder, ReviewsQuery } from './queue.dto.js';
import { conditionsOf } from './queue-filters.js';
import { findSpan } from './queue-span.js';
import { ReviewCase } from '../cases/review-case.entity.js';
import type { ReviewCaseSummaryView } from '../cases/review.dto.js';
import { toReviewCaseSummaryView } from '../cases/review-views.js';
import { findImpartiality } from '../rules/conflicts.js';
import { findRules } from '../rules/review-rules.entity.js';

const orders: Record<QueueOrder, QueryOrderMap<ReviewCase>> = {
  submittedAt: { submittedAt: 'asc', id: 'asc' },
  '-submittedAt': { submittedAt: 'desc', id: 'desc' },
  '-decidedAt': { decidedAt: 'desc', id: 'desc' },
};

/** The queue, longest waiting first unless another order is asked for: what passes the filters, page by page. */
@Injectable()
export class FindReviewCases {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, query: ReviewsQuery): Promise<Page<ReviewCaseSummaryView>> {
    const span = await findSpan(this.em, query);
    if (span === null) return { items: [], nextCursor: null };
    const now = this.clock.now();
    const { sort = 'submittedAt' } = query;
    const rules = await findRules(this.em);
    const impartiality = await findImpartiality(this.em, caller);
    const conditions = [...conditionsOf(caller, query, { now, rules }), span];
    if (sort === '-decidedAt') conditions.push({ decidedAt: { $ne: null } });
    return findPage(this.em, ReviewCase, { $and: conditions }, orders[sort], query, (found) =>
      toReviewCaseSummaryView(found, { caller, now, rules, impartiality }),
    );
  }
}
