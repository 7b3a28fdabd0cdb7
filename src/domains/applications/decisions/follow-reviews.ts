import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { CaseDecided, type ReviewOutcome, type ReviewStage } from '../../review/contracts/index.js';
import type { ApplicationAction } from '../contracts/index.js';
import { followFact } from './follow-fact.js';

const actions: Readonly<Record<ReviewStage, Readonly<Record<ReviewOutcome, ApplicationAction>>>> = {
  first: { passed: 'pass-first-review', returned: 'return-from-first-review' },
  second: { passed: 'pass-second-review', returned: 'return-from-second-review' },
};

/** Applies what the reviewers decided. Who decided stays in `review`: a trainee is told the role. */
@Injectable()
export class FollowReviews {
  @Consumes(CaseDecided, 'applications.review-outcomes')
  async followCase(em: EntityManager, event: CaseDecided): Promise<void> {
    const { applicationId, stage, outcome, occurredAt, reason, findings, revision, submission } = event;
    await followFact(em, {
      applicationId,
      action: actions[stage][outcome],
      at: new Date(occurredAt),
      reason: reason ?? null,
      findings: findings.map(({ pointer, comment }) => ({ pointer, comment })),
      reviewed: { revision, submission: stage === 'second' ? (submission ?? null) : null },
    });
  }
}
