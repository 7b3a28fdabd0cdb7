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
import { Application } from './application.entity.js';
import { DescribeApplications } from './describe-applications.js';
import { DraftSubmission } from './draft-submission.js';
import { freezeSubmission, submissionOf } from './freeze-submission.js';
import { refusalsOfConfirmed, refusalsOfFirst } from './judge-submission.js';

/** 提交报名: application, first revision, timeline and events come into being together or not at all. */
@Injectable()
export class SubmitApplication {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly draftSubmission: DraftSubmission,
    private readonly describeApplications: DescribeApplications,
  ) {}

  async run(trainee: CallerIdentity, request: SubmitApplicationRequest): Promise<ApplicationView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      // of two submissions the second waits here, and then finds the first; the unique index stands behind that
      const applicant = await identifyApplicant(em, trainee.id, LockMode.PESSIMISTIC_WRITE);
      const plan = await findNamedPlan(em, request.planId);
      const draft = await this.draftSubmission.run(em, applicant, plan);
      const refusals = await refusalsOfFirst(em, draft, now);
      refuseTogether([...refusals, ...refusalsOfConfirmed(draft, request.previewDigest)]);

      const application = Application.submit(plan, submissionOf(this.encryption, draft, request), now);
      em.persist([application, freezeSubmission(this.encryption, application, draft, request, { now })]);
      recordStep(em, application, application.submitted());
      recordEvent(em, ApplicationSubmitted, { ...submissionFields(application, now), resubmitted: false });
      recordAudit(em, trainee, {
        action: 'submit-application',
        subjectType: 'application',
        subjectId: application.id,
        at: now,
        facts: { planId: plan.id, revision: application.revision },
      });
      return this.describeApplications.one(em, application);
    });
  }
}
