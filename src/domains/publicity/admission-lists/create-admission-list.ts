import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { PublicityPlanNotFound } from '../publicity.problems.js';
import { AdmissionList } from './admission-list.entity.js';

/** Begins an empty list for a plan. A plan may have several: those who move up come later. */
@Injectable()
export class CreateAdmissionList {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(administrator: CallerIdentity, planId: string): Promise<AdmissionList> {
    return this.em.transactional(async (em) => {
      const plan = await em.findOne(PublicityPlan, { id: planId });
      if (!plan || !administrator.actsFor(plan.baseId)) throw new PublicityPlanNotFound();
      const now = this.clock.now();
      const list = AdmissionList.draft(plan, administrator.id, now);
      em.persist(list);
      recordAudit(em, administrator, {
        action: 'create-admission-list',
        subjectType: 'admission-list',
        subjectId: list.id,
        at: now,
        facts: { planId: plan.id },
      });
      return list;
    });
  }
}
