import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { type ApplicationStatus, ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { PlanChanged } from '../../recruitment/contracts/index.js';
import { AdmissionListEntry } from '../admission-lists/admission-list-entry.entity.js';
import { admissionListEntryLifecycle } from '../admission-lists/admission-list-entry.lifecycle.js';
import { Notice } from '../notices/notice.entity.js';

const BEFORE_CANDIDACY: readonly ApplicationStatus[] = [
  'submitted',
  'first_review_passed',
  'first_review_returned',
  'signature_submitted',
  'second_review_returned',
];

/** Where a candidacy ended before any list was published: withdrawn, or the pass taken back. */
const NO_LONGER: readonly ApplicationStatus[] = ['withdrawn', 'signature_submitted'];

/** Keeps who passed second review for which plan, and takes those who withdraw, or whose pass is taken back, off the lists. */
@Injectable()
export class CandidatesOfPlans {
  constructor(private readonly clock: Clock) {}

  @Consumes(PlanChanged, 'publicity.plans')
  async keepPlan(em: EntityManager, event: PlanChanged): Promise<void> {
    const { aggregateId, aggregateVersion, specialty, quota, baseId, baseName, batchId, batchName } = event;
    await em.execute(
      `insert into publicity.plan (id, version, specialty, quota, base_id, base_name, batch_id, batch_name)
       values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set version = excluded.version, specialty = excluded.specialty,
         quota = excluded.quota, base_id = excluded.base_id, base_name = excluded.base_name,
         batch_id = excluded.batch_id, batch_name = excluded.batch_name
       where plan.version < excluded.version`,
      [aggregateId, aggregateVersion, specialty, quota, baseId, baseName, batchId, batchName],
    );
  }

  @Consumes(ApplicationStatusChanged, 'publicity.candidates')
  async keepCandidate(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    if (!concernsCandidate(event)) return;
    const { aggregateId, aggregateVersion, to, planId, baseId, batchId, specialty } = event;
    await em.execute(
      `insert into publicity.candidate (application_id, version, status, plan_id, base_id, batch_id, specialty,
         applicant_name, masked_applicant_name, sending_unit) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (application_id) do update set version = excluded.version, status = excluded.status
       where candidate.version < excluded.version`,
      [
        aggregateId,
        aggregateVersion,
        to,
        planId,
        baseId,
        batchId,
        specialty,
        event.applicantName,
        event.maskedApplicantName,
        event.sendingUnit,
      ],
    );
    if (NO_LONGER.includes(to)) await this.takeOffLists(em, event);
  }

  /** Also when it is heard of after another pass: an entry is as old as the pass that it was made from. */
  private async takeOffLists(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    const { aggregateId: applicationId, aggregateVersion } = event;
    const entries = await em.find(
      AdmissionListEntry,
      {
        applicationId,
        applicationVersion: { $lt: aggregateVersion },
        status: { $in: ['listed', 'publicized', 'admitted'] },
      },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    for (const entry of entries) {
      const { id, status } = entry;
      const late = !admissionListEntryLifecycle.allows(status, 'withdraw');
      if (!late) entry.withdraw();
      if (status === 'publicized') await this.showLess(em, entry.listId);
      recordAudit(em, 'platform', {
        action: late ? 'refuse-late-withdrawal' : 'withdraw-entry',
        subjectType: 'admission-list-entry',
        subjectId: id,
        at: this.clock.now(),
        facts: { applicationId, status },
      });
    }
  }

  /** The public page has one name less: a copy that somebody kept by its ETag is no longer current. */
  private async showLess(em: EntityManager, listId: string): Promise<void> {
    const notice = await em.findOneOrFail(Notice, { listId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    notice.showLess();
  }
}

/** What ends a candidacy counts too when it is heard of before the pass that it followed. */
const concernsCandidate = ({ from, to }: ApplicationStatusChanged): boolean =>
  from === 'second_review_passed' || !(to === 'withdrawn' || BEFORE_CANDIDACY.includes(to));
