import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { PlanStatistics } from '../statistics/plan-statistics.entity.js';
import { announcePlans } from './announce-plans.js';
import { lockPlan } from './lock-plan.js';
import { toManagedPlanView } from './plan-views.js';
import type { ChangePlanRequest, ManagedPlanView } from './plans.dto.js';
import { requirePeriod } from './training-period.js';

/** Changes what a plan promises; base, batch and specialty are what the plan is, and stay. */
@Injectable()
export class ChangePlan {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string, read: number, request: ChangePlanRequest): Promise<ManagedPlanView> {
    requirePeriod(request);
    const { quota, ...rest } = request;
    return this.em.transactional(async (em) => {
      const plan = await lockPlan(em, id);
      requireVersion(read, plan.version);
      const now = this.clock.now();
      plan.follow('change', now);
      // locked, so that no place is taken between the look and the commit
      const { publicized } = await em.findOneOrFail(
        PlanStatistics,
        { plan: id },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const before = plan.quota;
      plan.changeQuota(quota, publicized);
      em.assign(plan, {
        ...rest,
        trainingStartsOn: rest.trainingStartsOn ?? null,
        trainingEndsOn: rest.trainingEndsOn ?? null,
        remark: rest.remark ?? null,
      });
      recordAudit(em, caller, {
        action: 'change-plan',
        subjectType: 'plan',
        subjectId: id,
        at: now,
        facts: { quotaBefore: before, quota },
      });
      await announcePlans(em, { plan }, now);
      return toManagedPlanView(em, plan, now);
    });
  }
}
