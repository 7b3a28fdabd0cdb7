import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FindReviewCase } from '../cases/find-review-case.js';
import type { ReviewCaseView } from '../cases/review.dto.js';
import { lockCase } from '../cases/reviewer.js';

/**
 * The heartbeat of an open case: its claim holds for another 30 minutes, and a page that was left open takes nothing
 * back that has gone to somebody else. Not audited: nothing changes hands.
 */
@Injectable()
export class RenewClaim {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly findReviewCase: FindReviewCase,
  ) {}

  async run(reviewer: CallerIdentity, id: string): Promise<ReviewCaseView> {
    const reviewCase = await this.em.transactional(async (em) => {
      const locked = await lockCase(em, reviewer, id, 'renew');
      locked.renew(reviewer.id, this.clock.now());
      return locked;
    });
    return this.findReviewCase.show(reviewer, reviewCase);
  }
}
