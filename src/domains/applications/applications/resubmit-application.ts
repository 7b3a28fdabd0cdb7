import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { refuseTogether } from '../../../platform/problems/problem.js';
import { identifyApplicant } from '../applicants/identify-applicant.js';
import { ApplicationSubmitted } from '../contracts/index.js';
import { findNamedPlan } from '../plans/find-named-plan.js';
import { recordStep, submissionFields } from '../timeline/record-step.js';
import type { ApplicationView, SubmitApplicationRequest } from './application.dto.js';
import { DescribeApplications } from './describe-applications.js';
import { lockOwnApplication } from './lock-application.js';
import { DraftSubmission } from './draft-submission.js';
import { freezeSubmission, submissionOf } from './freeze-submission.js';
import { refusalsOfConfirmed, refusalsOfNext } from './judge-submission.js';

/** After a return from first review: a new revision, to the same base or to another of the batch (改报其他基地). */
@Injectable()
export class ResubmitApplication {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly draftSubmission: DraftSubmission,
    private readonly describeApplications: DescribeApplications,
  ) {}

  async run(trainee: CallerIdentity, id: string, request: SubmitApplicationRequest): Promise<ApplicationView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const applicant = await identifyApplicant(em, trainee.id, LockMode.PESSIMISTIC_WRITE);
      const application = await lockOwnApplication(em, trainee, id);
      const plan = await findNamedPlan(em, request.planId);
      const draft = await this.draftSubmission.run(em, applicant, plan);
      refuseTogether([
        ...refusalsOfNext(application, draft, now),
        ...refusalsOfConfirmed(draft, request.previewDigest),
      ]);
      const { findings } = application;
      const step = application.resubmit(plan, submissionOf(this.encryption, draft, request), now);
      em.persist(freezeSubmission(this.encryption, application, draft, request, { now, findings }));
      recordStep(em, application, step);
      recordEvent(em, ApplicationSubmitted, { ...submissionFields(application, now), resubmitted: true });
      recordAudit(em, trainee, {
        action: 'resubmit-application',
        subjectType: 'application',
        subjectId: id,
        at: now,
        facts: { planId: plan.id, previousPlanId: step.previousPlanId, revision: application.revision },
      });
      return this.describeApplications.one(em, application);
    });
  }
}
