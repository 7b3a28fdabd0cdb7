import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FindReviewCase } from '../cases/find-review-case.js';
import type { ReviewCaseView } from '../cases/review.dto.js';
import { lockCase } from '../cases/reviewer.js';

/** Gives a claimed case back to the queue. */
@Injectable()
export class ReleaseReview {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly findReviewCase: FindReviewCase,
  ) {}

  async run(reviewer: CallerIdentity, id: string): Promise<ReviewCaseView> {
    const now = this.clock.now();
    const reviewCase = await this.em.transactional(async (em) => {
      const locked = await lockCase(em, reviewer, id, 'release');
      locked.release(reviewer.id, now);
      recordAudit(em, reviewer, {
        action: 'release-review',
        subjectType: 'review-case',
        subjectId: locked.id,
        at: now,
      });
      return locked;
    });
    return this.findReviewCase.show(reviewer, reviewCase);
  }
}
