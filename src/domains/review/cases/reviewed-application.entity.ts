import { defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  type ApplicationEvent,
  type ApplicationStatus,
  applicationStatuses,
} from '../../applications/contracts/index.js';
import type { ReviewStage } from '../contracts/index.js';

const ReviewedApplicationSchema = defineEntity({
  name: 'ReviewedApplication',
  schema: 'review',
  tableName: 'reviewed_application',
  properties: {
    applicationId: p.uuid().primary(),
    // the highest that was seen: events come in any order
    version: p.integer(),
    status: p.enum(applicationStatuses),
    revision: p.integer(),
  },
});

/** What of a decided case tells whether anything came after it. */
type Decided = Readonly<{ stage: ReviewStage; status: string; applicationVersion: number }>;

/** Where an application stands as far as its events have told: what decides whether a case is still wanted. */
export class ReviewedApplication extends ReviewedApplicationSchema.class {
  /** Whether the application still waits for the review that the case was opened for. */
  awaits(reviewCase: { stage: ReviewStage; revision: number; applicationVersion: number }): boolean {
    if (this.version <= reviewCase.applicationVersion) return true;
    const awaited = reviewCase.stage === 'first' ? 'submitted' : 'signature_submitted';
    return this.status === awaited && this.revision === reviewCase.revision;
  }

  /** Whether the last step of the application was the one that the case's decision caused. */
  standsAsDecided({ stage, status, applicationVersion }: Decided): boolean {
    return this.version === applicationVersion + 1 && this.status === `${stage}_review_${status}`;
  }
}
ReviewedApplicationSchema.setClass(ReviewedApplication);

/**
 * Keeps what the event tells unless something newer is known, and returns what is known then. The row stays locked to
 * the end of the transaction even when nothing changed, so that an application's events are applied one after another.
 */
export async function rememberApplication(
  em: EntityManager,
  { aggregateId, aggregateVersion, revision }: ApplicationEvent,
  status: ApplicationStatus,
): Promise<ReviewedApplication> {
  await em.execute(
    `insert into review.reviewed_application (application_id, version, status, revision) values (?, ?, ?, ?)
     on conflict (application_id) do update
       set version = excluded.version, status = excluded.status, revision = excluded.revision
       where reviewed_application.version < excluded.version`,
    [aggregateId, aggregateVersion, status, revision],
  );
  return em.findOneOrFail(ReviewedApplication, { applicationId: aggregateId });
}
