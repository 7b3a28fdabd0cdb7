import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { ERASED_NAME } from '../../../platform/encryption/mask.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { ApplicationsDataErased } from '../../applications/contracts/index.js';
import { ReviewDataErased } from '../contracts/index.js';
import { ReviewCase } from '../cases/review-case.entity.js';

/** This domain's answer to an erasure: what was decided, and why, stays; whom it was about does not. */
@Injectable()
export class AnswerErasure {
  constructor(private readonly clock: Clock) {}

  @Consumes(ApplicationsDataErased, 'review.own-data-erasures')
  async answer(em: EntityManager, event: ApplicationsDataErased): Promise<void> {
    const { aggregateId, accountId, applicationIds } = event;
    const where = { applicationId: { $in: applicationIds } };
    await em.nativeUpdate(ReviewCase, where, { maskedApplicantName: ERASED_NAME, applicantKey: null });
    recordEvent(em, ReviewDataErased, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
    });
  }
}
