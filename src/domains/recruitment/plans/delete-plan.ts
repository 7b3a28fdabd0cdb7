import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { announcePlans } from './announce-plans.js';
import { lockPlan } from './lock-plan.js';
import { RecruitmentPlan } from './recruitment-plan.entity.js';

/** Removes a draft that was made by mistake, an import's for instance; what was ever published stays for good. */
@Injectable()
export class DeletePlan {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string): Promise<void> {
    await this.em.transactional(async (em) => {
      const plan = await lockPlan(em, id);
      const now = this.clock.now();
      plan.giveUp();
      const { base, batch, specialty } = plan;
      const facts = { baseId: base.id, batchId: batch.id, specialty };
      recordAudit(em, caller, { action: 'delete-plan', subjectType: 'plan', subjectId: id, at: now, facts });
      // whoever keeps plans hears that this one is closed, which it never opens from
      await announcePlans(em, { plan }, now);
      await em.nativeDelete(RecruitmentPlan, { id });
    });
  }
}
