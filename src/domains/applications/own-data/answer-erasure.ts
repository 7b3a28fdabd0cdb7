import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { forgetMessagesAbout } from '../../../platform/events/forget-messages.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { ErasureApproved } from '../../accounts/contracts/index.js';
import { eraseApplicant } from '../applicants/erase-applicant.js';
import { Application } from '../applications/application.entity.js';
import { ApplicationsDataErased } from '../contracts/index.js';
import { WithdrawApplicationExports } from '../exports/withdraw-application-exports.js';
import { recordStep } from '../timeline/record-step.js';
import { EraseHeldRecords } from './erase-held-records.js';

/** This domain's answer to an erasure, which also tells the others which applications are the trainee's. */
@Injectable()
export class AnswerErasure {
  constructor(
    private readonly clock: Clock,
    private readonly eraseHeldRecords: EraseHeldRecords,
    private readonly withdrawApplicationExports: WithdrawApplicationExports,
  ) {}

  @Consumes(ErasureApproved, 'applications.own-data-erasures')
  async answer(em: EntityManager, { aggregateId, accountId, accountVersion }: ErasureApproved): Promise<void> {
    const now = this.clock.now();
    // submissions and uploads take their turns on the applicant's row: those that were first are found below
    await eraseApplicant(em, accountId, accountVersion);
    const applications = await em.find(
      Application,
      { traineeId: accountId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    for (const application of applications) this.withdraw(em, application, now);
    const applicationIds = applications.map(({ id }) => id);
    await forgetMessagesAbout(em, applicationIds);
    await this.eraseHeldRecords.run(em, accountId, applications);
    await this.withdrawApplicationExports.run(em);
    recordEvent(em, ApplicationsDataErased, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: now.toISOString(),
      accountId,
      applicationIds,
      graduatedIds: applications.filter(({ status }) => status === 'graduated').map(({ id }) => id),
    });
  }

  /**
   * The approval asked for applications under way, but one may have been submitted just before it. Throws for one that
   * cannot be withdrawn: nothing is erased, and the message comes again.
   */
  private withdraw(em: EntityManager, application: Application, now: Date): void {
    if (application.isOver) return;
    const step = application.withdraw(null, now);
    recordStep(em, application, step);
    recordAudit(em, 'platform', {
      action: 'withdraw-application',
      subjectType: 'application',
      subjectId: application.id,
      at: now,
      facts: { from: step.from },
    });
  }
}
