import type { EntityManager } from '@mikro-orm/postgresql';
import type { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { QuotaExceeded } from '../publicity.problems.js';
import { AdmissionListEntry } from './admission-list-entry.entity.js';
import { takingAPlace } from './admission-list-entry.lifecycle.js';

/** How many places of the plan nobody was publicized for yet; never below 0. */
export async function placesLeft(em: EntityManager, { id, quota }: PublicityPlan): Promise<number> {
  const taken = await em.count(AdmissionListEntry, { planId: id, status: { $in: [...takingAPlace] } });
  return Math.max(0, quota - taken);
}

/** Refuses more people than the plan has places left. Binding only while the plan's row is locked. */
export async function requirePlaces(em: EntityManager, plan: PublicityPlan, wanted: number): Promise<void> {
  const remaining = await placesLeft(em, plan);
  if (wanted > remaining) throw new QuotaExceeded({ members: { quota: plan.quota, remaining, wanted } });
}
