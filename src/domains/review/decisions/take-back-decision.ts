import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { FindReviewCase } from '../cases/find-review-case.js';
import type { ReviewCase } from '../cases/review-case.entity.js';
import type { ReviewCaseView } from '../cases/review.dto.js';
import { ReviewedApplication } from '../cases/reviewed-application.entity.js';
import { lockCase } from '../cases/reviewer.js';
import { TakeBackRequested } from '../contracts/index.js';
import { DecisionNotEffective, DecisionStands } from '../review.problems.js';
import { TakeBack } from './take-back.entity.js';

/** 撤回审核结论: asks for it, while nothing that is known here was built on the decision; the answer comes by an event. */
@Injectable()
export class TakeBackDecision {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly findReviewCase: FindReviewCase,
  ) {}

  async run(reviewer: CallerIdentity, id: string, reason: string): Promise<ReviewCaseView> {
    const now = this.clock.now();
    const sealed = this.encryption.seal('remark', reason);
    const reviewCase = await this.em.transactional(async (em) => {
      const locked = await lockCase(em, reviewer, id, 'take-back');
      locked.askBack(reviewer.id, now);
      const { version } = await requireEffect(em, locked);
      em.persist(TakeBack.ask(locked, sealed, now));
      recordEvent(em, TakeBackRequested, {
        aggregateId: locked.id,
        aggregateVersion: locked.version,
        occurredAt: now.toISOString(),
        applicationId: locked.applicationId,
        applicationVersion: version,
        stage: locked.stage,
        reason: sealed,
      });
      recordAudit(em, reviewer, {
        action: 'take-back-decision',
        subjectType: 'review-case',
        subjectId: locked.id,
        at: now,
        facts: { applicationId: locked.applicationId, stage: locked.stage, outcome: locked.status },
      });
      return locked;
    });
    return this.findReviewCase.show(reviewer, reviewCase);
  }
}

/** The application where the decision has led it to, as far as is known here; refuses when it is not there yet, or beyond. */
async function requireEffect(em: EntityManager, reviewCase: ReviewCase): Promise<ReviewedApplication> {
  const application = await em.findOneOrFail(ReviewedApplication, { applicationId: reviewCase.applicationId });
  if (application.version <= reviewCase.applicationVersion) throw new DecisionNotEffective();
  if (!application.standsAsDecided(reviewCase)) throw new DecisionStands();
  return application;
}
