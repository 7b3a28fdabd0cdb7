import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { BaseNotFound } from '../bases/base.problems.js';
import { TrainingBase } from '../bases/training-base.entity.js';
import { Batch } from '../batches/batch.entity.js';
import { BatchNotFound } from '../batches/batch.problems.js';
import { FormRequirement } from '../requirements/form-requirement.entity.js';
import { PlanStatistics } from '../statistics/plan-statistics.entity.js';
import { announcePlans } from './announce-plans.js';
import { planLifecycle } from './plan.lifecycle.js';
import { PlanExists } from './plan.problems.js';
import { toManagedPlanView } from './plan-views.js';
import type { CreatePlanRequest, ManagedPlanView } from './plans.dto.js';
import { RecruitmentPlan } from './recruitment-plan.entity.js';
import { requirePeriod } from './training-period.js';

@Injectable()
export class CreatePlan {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: CreatePlanRequest): Promise<ManagedPlanView> {
    requirePeriod(request);
    const { baseId, batchId, specialty, ...rest } = request;
    return this.em.transactional(async (em) => {
      // shared locks: a base, batch or requirement that is being changed would not yet know this plan to announce it
      const lock = { lockMode: LockMode.PESSIMISTIC_READ } as const;
      const base = await em.findOneOrFail(
        TrainingBase,
        { id: baseId },
        { ...lock, failHandler: () => new BaseNotFound() },
      );
      const batch = await em.findOneOrFail(Batch, { id: batchId }, { ...lock, failHandler: () => new BatchNotFound() });
      await em.findOneOrFail(FormRequirement, { specialty }, lock);
      if (await em.count(RecruitmentPlan, { base: baseId, batch: batchId, specialty })) throw new PlanExists();

      const now = this.clock.now();
      const plan = em.create(RecruitmentPlan, {
        id: randomUUID(),
        base,
        batch,
        specialty,
        ...rest,
        status: planLifecycle.initial,
        announcement: 0,
        createdAt: now,
      });
      em.create(PlanStatistics, { plan: plan.id });
      recordAudit(em, caller, { action: 'create-plan', subjectType: 'plan', subjectId: plan.id, at: now });
      await announcePlans(em, { plan }, now);
      return toManagedPlanView(em, plan, now);
    });
  }
}
