import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FindReviewCase } from '../cases/find-review-case.js';
import type { ClaimNextRequest } from '../queue/queue.dto.js';
import { conditionsOf } from '../queue/queue-filters.js';
import { findSpan } from '../queue/queue-span.js';
import { ReviewCase } from '../cases/review-case.entity.js';
import type { ReviewCaseView } from '../cases/review.dto.js';
import { NothingWaits } from '../review.problems.js';
import { findImpartiality, withoutConflict } from '../rules/conflicts.js';
import { findRules } from '../rules/review-rules.entity.js';

/** 下一件: takes the case that waits longest, in one step; two who ask at once get two. */
@Injectable()
export class ClaimNextReview {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly findReviewCase: FindReviewCase,
  ) {}

  async run(reviewer: CallerIdentity, request: ClaimNextRequest): Promise<ReviewCaseView> {
    const now = this.clock.now();
    const reviewCase = await this.em.transactional(async (em) => {
      const next = await this.longestWaiting(em, reviewer, request, now);
      next.claim(reviewer.id, now);
      recordAudit(em, reviewer, { action: 'claim-review', subjectType: 'review-case', subjectId: next.id, at: now });
      return next;
    });
    return this.findReviewCase.show(reviewer, reviewCase);
  }

  private async longestWaiting(em: EntityManager, reviewer: CallerIdentity, request: ClaimNextRequest, now: Date) {
    const span = await findSpan(em, request);
    if (span === null) throw new NothingWaits();
    const rules = await findRules(em);
    const filters = conditionsOf(reviewer, { ...request, state: 'waiting' }, { now, rules });
    const impartial = withoutConflict(await findImpartiality(em, reviewer));
    // who reads the whole province decides for the bases of the account all the same
    const where = { $and: [...filters, span, ...impartial, { baseId: { $in: [...reviewer.baseIds] } }] };
    const [next] = await em.find(ReviewCase, where, {
      orderBy: { submittedAt: 'asc', id: 'asc' },
      limit: 1,
      // passes over what somebody else is taking at this moment
      lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE,
    });
    if (!next) throw new NothingWaits();
    return next;
  }
}
