import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { announcePlans } from './announce-plans.js';
import { lockPlan } from './lock-plan.js';
import { toManagedPlanView } from './plan-views.js';
import type { ManagedPlanView } from './plans.dto.js';

/** Publishes a draft plan, or closes a published one for good. */
@Injectable()
export class MovePlan {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string, action: 'publish' | 'close'): Promise<ManagedPlanView> {
    return this.em.transactional(async (em) => {
      const plan = await lockPlan(em, id);
      const now = this.clock.now();
      plan.follow(action, now);
      recordAudit(em, caller, { action: `${action}-plan`, subjectType: 'plan', subjectId: id, at: now });
      await announcePlans(em, { plan }, now);
      return toManagedPlanView(em, plan, now);
    });
  }
}
