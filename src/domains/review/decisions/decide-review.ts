import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { CaseDecided } from '../contracts/index.js';
import { refuseContradiction } from './judge-decision.js';
import type { ReviewCase } from '../cases/review-case.entity.js';
import type { SealedDecision } from './sealed-decision.js';
import type { DecideReviewRequest } from './decision.dto.js';
import { lockCase } from '../cases/reviewer.js';

/** Which case, as it was when it was looked at. */
export interface DecidedCase {
  readonly id: string;
  /** That was seen. */
  readonly version: number;
  /** Takes one that nobody holds for the decision itself, as deciding many at once does. */
  readonly claimFirst?: boolean;
}

/** Passes or returns a case, once, and announces it. */
@Injectable()
export class DecideReview {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(
    reviewer: CallerIdentity,
    { id, version, claimFirst = false }: DecidedCase,
    request: DecideReviewRequest,
  ): Promise<ReviewCase> {
    refuseContradiction(request);
    const now = this.clock.now();
    return this.em.transactional(async (em) => {
      const reviewCase = await lockCase(em, reviewer, id, 'pass');
      reviewCase.requireSeen(version, claimFirst ? 'claim' : 'pass', reviewer.id, now);
      if (claimFirst) reviewCase.claim(reviewer.id, now);
      // the next review starts from the verdicts; nobody else is told
      const { documents, ...decision } = this.seal(request);
      reviewCase.decide({ ...decision, documents }, reviewer.id, now);
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

  private seal({ outcome, reason, findings = [], documents = [] }: DecideReviewRequest): SealedDecision {
    const sealed = (text: string) => this.encryption.seal('remark', text);
    return {
      outcome,
      reason: reason === undefined ? null : sealed(reason),
      findings: findings.map(({ pointer, comment }) => ({ pointer, comment: sealed(comment) })),
      documents: documents.map(({ fileId, verdict, comment }) => ({
        ...{ fileId, verdict },
        comment: comment === undefined ? null : sealed(comment),
      })),
    };
  }
}
