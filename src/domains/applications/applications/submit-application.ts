import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { identifyApplicant } from '../applicants/identify-applicant.js';
import { ApplicationSubmitted } from '../contracts/index.js';
import { findNamedPlan } from '../plans/find-named-plan.js';
import { eventFields, recordStep } from '../timeline/record-step.js';
import type { ApplicationView, SubmitApplicationRequest } from './application.dto.js';
import { Application } from './application.entity.js';
import { endedStatuses } from './application.lifecycle.js';
import { AlreadyApplied } from './application.problems.js';
import { DescribeApplications } from './describe-applications.js';
import { PrepareSubmission } from './prepare-submission.js';

/** 提交报名: application, first revision, timeline and events come into being together or not at all. */
@Injectable()
export class SubmitApplication {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly prepareSubmission: PrepareSubmission,
    private readonly describeApplications: DescribeApplications,
  ) {}

  async run(trainee: CallerIdentity, request: SubmitApplicationRequest): Promise<ApplicationView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      // of two submissions the second waits here, and then finds the first; the unique index stands behind that
      const applicant = await identifyApplicant(em, trainee.id, LockMode.PESSIMISTIC_WRITE);
      const plan = await findNamedPlan(em, request.planId);
      Application.requireOpen(plan, now);
      await this.requireNoOther(em, trainee.id, plan.batchId);
      const prepared = await this.prepareSubmission.run(em, applicant, plan, request);

      const application = Application.submit(plan, prepared.submission, now);
      em.persist([application, prepared.freeze(application, now)]);
      recordStep(em, application, application.submitted());
      recordEvent(em, ApplicationSubmitted, { ...eventFields(application, now), resubmitted: false });
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

  private async requireNoOther(em: EntityManager, traineeId: string, batchId: string): Promise<void> {
    const other = await em.findOne(Application, { traineeId, batchId, status: { $nin: [...endedStatuses] } });
    if (other) throw new AlreadyApplied({ members: { applicationId: other.id } });
  }
}
