import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../platform/access/caller.js';
import { recordAudit } from '../../platform/audit/record-audit.js';
import { Clock } from '../../platform/clock/clock.js';
import { FieldEncryption } from '../../platform/encryption/field-encryption.js';
import { recordEvent } from '../../platform/events/record-event.js';
import { CaseDecided } from './contracts/index.js';
import type { ReviewCase, SealedDecision } from './review-case.entity.js';
import type { DecideReviewRequest } from './review.dto.js';
import { ReasonNotExpected, ReasonRequired } from './review.problems.js';
import { lockCase } from './reviewer.js';

/** Passes or returns a case, once, and announces it. */
@Injectable()
export class DecideReview {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  /** `claimFirst` takes a case that nobody holds for the decision itself, as deciding many at once does. */
  async run(
    reviewer: CallerIdentity,
    id: string,
    request: DecideReviewRequest,
    claimFirst = false,
  ): Promise<ReviewCase> {
    refuseWrongReason(request);
    const now = this.clock.now();
    return this.em.transactional(async (em) => {
      const reviewCase = await lockCase(em, reviewer, id);
      if (claimFirst) reviewCase.claim(reviewer.id, now);
      const decision = this.seal(request);
      reviewCase.decide(decision, reviewer.id, now);
      recordEvent(em, CaseDecided, {
        aggregateId: reviewCase.id,
        aggregateVersion: reviewCase.version,
        occurredAt: now.toISOString(),
        applicationId: reviewCase.applicationId,
        stage: reviewCase.stage,
        revision: reviewCase.revision,
        submission: reviewCase.submission ?? null,
        decidedBy: reviewer.id,
        ...decision,
      });
      recordAudit(em, reviewer, {
        action: 'decide-review',
        subjectType: 'review-case',
        subjectId: reviewCase.id,
        at: now,
        facts: { applicationId: reviewCase.applicationId, stage: reviewCase.stage, outcome: decision.outcome },
      });
      return reviewCase;
    });
  }

  private seal({ outcome, reason, findings = [] }: DecideReviewRequest): SealedDecision {
    return {
      outcome,
      reason: reason === undefined ? null : this.encryption.seal('remark', reason),
      findings: findings.map(({ pointer, comment }) => ({ pointer, comment: this.encryption.seal('remark', comment) })),
    };
  }
}

function refuseWrongReason({ outcome, reason }: DecideReviewRequest): void {
  if (outcome === 'returned' && reason === undefined) {
    const detail = { zh: '请填写不通过的原因', en: 'say why it is returned' };
    throw new ReasonRequired({ errors: [{ pointer: '/reason', code: 'required', detail }] });
  }
  if (outcome === 'passed' && reason !== undefined) {
    const detail = { zh: '审核通过时不填写原因', en: 'belongs to a return only' };
    throw new ReasonNotExpected({ errors: [{ pointer: '/reason', code: 'not-expected', detail }] });
  }
}
