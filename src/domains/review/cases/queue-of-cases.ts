import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import {
  ApplicationStatusChanged,
  ApplicationSubmitted,
  SignaturePagesSubmitted,
  type SubmissionEvent,
} from '../../applications/contracts/index.js';
import type { ReviewStage } from '../contracts/index.js';
import { TakeBack } from '../decisions/take-back.entity.js';
import { personKeyOf } from '../rules/conflict-keys.js';
import { ReviewCase } from './review-case.entity.js';
import { rememberApplication, type ReviewedApplication } from './reviewed-application.entity.js';

/** What of an application is reviewed. */
type Reviewed = Pick<ReviewCase, 'stage' | 'submission' | 'pagesWithoutCode' | 'firstReviewedBy'>;

/** Keeps one case a submission, and closes those whose application no longer waits for them. */
@Injectable()
export class QueueOfCases {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  @Consumes(ApplicationSubmitted, 'review.queue-of-cases')
  async openFirstReview(em: EntityManager, event: ApplicationSubmitted): Promise<void> {
    const application = await rememberApplication(em, event, 'submitted');
    this.open(em, event, { stage: 'first', submission: null, pagesWithoutCode: null, firstReviewedBy: null });
    await this.closeUnwanted(em, application);
  }

  @Consumes(SignaturePagesSubmitted, 'review.queue-of-second-reviews')
  async openSecondReview(em: EntityManager, event: SignaturePagesSubmitted): Promise<void> {
    const application = await rememberApplication(em, event, 'signature_submitted');
    const { submission, pagesWithoutCode = null } = event;
    const passed = {
      applicationId: event.aggregateId,
      stage: 'first',
      status: 'passed',
      revision: event.revision,
    } as const;
    const firstReviewedBy = (await em.findOne(ReviewCase, passed))?.decidedBy ?? null;
    this.open(em, event, { stage: 'second', submission, pagesWithoutCode, firstReviewedBy });
    await this.closeUnwanted(em, application);
  }

  @Consumes(ApplicationStatusChanged, 'review.closing-of-cases')
  async followApplication(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    const application = await rememberApplication(em, event, event.to);
    if (event.action === 'reopen-first-review') await this.reopen(em, event, 'first');
    if (event.action === 'reopen-second-review') await this.reopen(em, event, 'second');
    await this.letStand(em, application);
    await this.closeUnwanted(em, application);
  }

  private open(em: EntityManager, event: SubmissionEvent, reviewed: Reviewed): void {
    const { planId, baseId, batchId, specialty, revision, maskedApplicantName, sendingUnit } = event;
    const opened = ReviewCase.open({
      applicationId: event.aggregateId,
      applicationVersion: event.aggregateVersion,
      ...reviewed,
      revision,
      planId,
      baseId,
      batchId,
      specialty,
      maskedApplicantName,
      sendingUnit,
      applicantKey: personKeyOf(this.encryption, event.idNumber),
      submittedAt: new Date(event.occurredAt),
    });
    em.persist(opened);
    this.audit(em, 'open-review', opened);
  }

  /** The decision was taken back: its case waits again, in the hands of who decided. */
  private async reopen(em: EntityManager, event: ApplicationStatusChanged, stage: ReviewStage): Promise<void> {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const cases = await em.find(
      ReviewCase,
      { applicationId: event.aggregateId, stage, decidedBy: { $ne: null } },
      lock,
    );
    const caseId = { $in: cases.map(({ id }) => id) };
    const takeBack = await em.findOneOrFail(TakeBack, { caseId, state: 'asked' }, lock);
    const reviewCase = cases.find(({ id }) => id === takeBack.caseId) as ReviewCase;
    takeBack.complete(this.clock.now());
    reviewCase.reopen(event.aggregateVersion, this.clock.now());
    this.audit(em, 'reopen-review', reviewCase, { stage });
  }

  /** What was decided before the application's last step can no longer be taken back. */
  private async letStand(em: EntityManager, application: ReviewedApplication): Promise<void> {
    const { applicationId, version } = application;
    const decided = await em.find(
      ReviewCase,
      { applicationId, takeBackUntil: { $ne: null }, applicationVersion: { $lt: version } },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    for (const reviewCase of decided) if (!application.standsAsDecided(reviewCase)) reviewCase.stand();
  }

  private async closeUnwanted(em: EntityManager, application: ReviewedApplication): Promise<void> {
    // the case that was just opened has to be found as well: its application may have been withdrawn before it came
    await em.flush();
    const undecided = await em.find(
      ReviewCase,
      { applicationId: application.applicationId, status: { $in: ['waiting', 'claimed'] } },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    for (const reviewCase of undecided.filter((candidate) => !application.awaits(candidate))) {
      reviewCase.closeBecause(application.status, this.clock.now());
      this.audit(em, 'close-review', reviewCase, { because: application.status });
    }
  }

  private audit(em: EntityManager, action: string, { id }: ReviewCase, facts?: Record<string, unknown>): void {
    recordAudit(em, 'platform', { action, subjectType: 'review-case', subjectId: id, at: this.clock.now(), facts });
  }
}
