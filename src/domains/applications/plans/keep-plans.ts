import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { PlanChanged } from '../../recruitment/contracts/index.js';
import { KnownPlan } from './known-plan.entity.js';

/** Keeps the plans that can be applied for, each in its latest version. */
@Injectable()
export class KeepPlans {
  @Consumes(PlanChanged, 'applications.plans')
  async keep(em: EntityManager, event: PlanChanged): Promise<void> {
    const { aggregateId, aggregateVersion, opensAt, closesAt, ...plan } = event;
    await em.upsert(
      KnownPlan,
      {
        id: aggregateId,
        version: aggregateVersion,
        status: plan.status,
        specialty: plan.specialty,
        baseId: plan.baseId,
        baseName: plan.baseName,
        baseSuspended: plan.baseSuspended,
        batchId: plan.batchId,
        batchName: plan.batchName,
        opensAt: new Date(opensAt),
        closesAt: new Date(closesAt),
        resubmissionGraceDays: plan.resubmissionGraceDays,
        requirements: plan.requirements,
        eligibility: plan.eligibility ?? [],
        requirementsVersion: plan.requirementsVersion ?? 1,
      },
      { onConflictWhere: { version: { $lt: aggregateVersion } } },
    );
  }
}
