import type { EntityManager } from '@mikro-orm/postgresql';
import { KnownPlan } from './known-plan.entity.js';

/** The base's name as last told; null when no plan of it was heard of yet. */
export async function findBaseName(em: EntityManager, baseId: string): Promise<string | null> {
  const plan = await em.findOne(KnownPlan, { baseId }, { orderBy: { changedAt: 'desc', id: 'asc' } });
  return plan?.baseName ?? null;
}
