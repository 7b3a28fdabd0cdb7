import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanNotFound } from './plan.problems.js';
import { RecruitmentPlan } from './recruitment-plan.entity.js';

/** The plan with its base and batch, locked until the transaction ends: two who change it take turns. */
export async function lockPlan(em: EntityManager, id: string): Promise<RecruitmentPlan> {
  const plan = await em.findOneOrFail(
    RecruitmentPlan,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new PlanNotFound() },
  );
  await em.populate(plan, ['base', 'batch']);
  return plan;
}
