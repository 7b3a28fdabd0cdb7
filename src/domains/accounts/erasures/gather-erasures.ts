import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { forgetMessagesAbout } from '../../../platform/events/forget-messages.js';
import { ApplicationsDataErased } from '../../applications/contracts/index.js';
import { ExamsDataErased } from '../../exams/contracts/index.js';
import { NotificationsDataErased } from '../../notifications/contracts/index.js';
import { PublicityDataErased } from '../../publicity/contracts/index.js';
import { RecruitmentDataErased } from '../../recruitment/contracts/index.js';
import { ReviewDataErased } from '../../review/contracts/index.js';
import { type AnsweringDomain, answeringDomainNames } from '../data-exports/answering-domains.js';
import { ErasureAnswer } from './erasure-request.entity.js';
import { lockErasureRequest } from './lock-erasure-request.js';

/** Keeps which domains have answered; the erasure is complete with the last answer. */
@Injectable()
export class GatherErasures {
  constructor(private readonly clock: Clock) {}

  @Consumes(RecruitmentDataErased, 'accounts.erasures-of-recruitment')
  fromRecruitment(em: EntityManager, { aggregateId }: RecruitmentDataErased): Promise<void> {
    return this.gather(em, 'recruitment', aggregateId);
  }

  @Consumes(ApplicationsDataErased, 'accounts.erasures-of-applications')
  fromApplications(em: EntityManager, { aggregateId }: ApplicationsDataErased): Promise<void> {
    return this.gather(em, 'applications', aggregateId);
  }

  @Consumes(ReviewDataErased, 'accounts.erasures-of-review')
  fromReview(em: EntityManager, { aggregateId }: ReviewDataErased): Promise<void> {
    return this.gather(em, 'review', aggregateId);
  }

  @Consumes(PublicityDataErased, 'accounts.erasures-of-publicity')
  fromPublicity(em: EntityManager, { aggregateId }: PublicityDataErased): Promise<void> {
    return this.gather(em, 'publicity', aggregateId);
  }

  @Consumes(ExamsDataErased, 'accounts.erasures-of-exams')
  fromExams(em: EntityManager, { aggregateId }: ExamsDataErased): Promise<void> {
    return this.gather(em, 'exams', aggregateId);
  }

  @Consumes(NotificationsDataErased, 'accounts.erasures-of-notifications')
  fromNotifications(em: EntityManager, { aggregateId }: NotificationsDataErased): Promise<void> {
    return this.gather(em, 'notifications', aggregateId);
  }

  /** Answers take turns on the request's row: the last one completes it. */
  async gather(em: EntityManager, domain: AnsweringDomain, requestId: string): Promise<void> {
    const now = this.clock.now();
    const request = await lockErasureRequest(em, requestId);
    if (request.status !== 'approved') return;
    await em.upsert(ErasureAnswer, { requestId, domain, answeredAt: now });
    if ((await em.count(ErasureAnswer, { requestId })) < answeringDomainNames.length) return;
    request.complete(now);
    const subject = { subjectType: 'erasure-request', subjectId: requestId };
    recordAudit(em, 'platform', { action: 'complete-erasure', ...subject, at: now });
    // the question itself said where the last word goes
    await forgetMessagesAbout(em, [requestId]);
  }
}
