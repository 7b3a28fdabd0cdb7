import type { EntityManager } from '@mikro-orm/postgresql';
import { KnownPlan } from './known-plan.entity.js';
import { PlanNotFound } from './plan.problems.js';

/** The plan that a trainee names; a draft answers like a plan that does not exist. */
export const findNamedPlan = (em: EntityManager, id: string): Promise<KnownPlan> =>
  em.findOneOrFail(KnownPlan, { id, status: { $ne: 'draft' } }, { failHandler: () => new PlanNotFound() });
