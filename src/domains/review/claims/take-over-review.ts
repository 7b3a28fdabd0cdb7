import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { FindReviewCase } from '../cases/find-review-case.js';
import type { ReviewCaseView } from '../cases/review.dto.js';
import { lockCase } from '../cases/reviewer.js';

/** 接手审核: takes a case from a colleague who holds it, with a reason that stays with the claim. */
@Injectable()
export class TakeOverReview {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly findReviewCase: FindReviewCase,
  ) {}

  async run(reviewer: CallerIdentity, id: string, reason: string): Promise<ReviewCaseView> {
    const now = this.clock.now();
    const reviewCase = await this.em.transactional(async (em) => {
      const locked = await lockCase(em, reviewer, id, 'take-over');
      const { claimedBy: from } = locked;
      locked.takeOver(reviewer.id, this.encryption.seal('remark', reason), now);
      recordAudit(em, reviewer, {
        action: 'take-over-review',
        subjectType: 'review-case',
        subjectId: locked.id,
        at: now,
        facts: { from },
      });
      return locked;
    });
    return this.findReviewCase.show(reviewer, reviewCase);
  }
}
