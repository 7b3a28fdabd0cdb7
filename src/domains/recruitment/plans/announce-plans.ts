import type { EntityManager } from '@mikro-orm/postgresql';
import { recordEvent } from '../../../platform/events/record-event.js';
import { PlanChanged, type Specialty } from '../contracts/index.js';
import { FormRequirement } from '../requirements/form-requirement.entity.js';
import { RecruitmentPlan } from './recruitment-plan.entity.js';

/** What was changed, and so which plans are concerned; plans themselves have to be locked or new. */
export type Concern =
  | { plan: RecruitmentPlan }
  | { plans: readonly RecruitmentPlan[] }
  | { base: string }
  | { batch: string }
  | { specialty: Specialty };

const columns = { base: 'base_id', batch: 'batch_id', specialty: 'specialty' } as const;

/**
 * Publishes the whole of every plan that the change concerns, with what `em` has changed so far. The plans are locked
 * first and read after, so that of two changes at once the later event holds both.
 */
export async function announcePlans(em: EntityManager, concern: Concern, now: Date): Promise<void> {
  const announced = await count(em, concern);
  // what `em` holds in memory may be older than the lock
  const fresh = em.fork({ keepTransactionContext: true });
  const requirements = await fresh.find(FormRequirement, {});
  const plans = await fresh.find(RecruitmentPlan, { id: { $in: announced } }, { populate: ['base', 'batch'] });
  for (const plan of plans) {
    const asked = requirements.find(({ specialty }) => specialty === plan.specialty);
    recordEvent(em, PlanChanged, {
      aggregateId: plan.id,
      aggregateVersion: plan.announcement,
      occurredAt: now.toISOString(),
      status: plan.status,
      specialty: plan.specialty,
      quota: plan.quota,
      baseId: plan.base.id,
      baseName: plan.base.name,
      baseSuspended: plan.base.status === 'suspended',
      batchId: plan.batch.id,
      batchName: plan.batch.name,
      opensAt: plan.batch.opensAt.toISOString(),
      closesAt: plan.batch.closesAt.toISOString(),
      resubmissionGraceDays: plan.batch.resubmissionGraceDays,
      requirements: asked?.attachments ?? [],
      eligibility: asked?.eligibility ?? [],
      requirementsVersion: asked?.version ?? 1,
    });
  }
}

async function count(em: EntityManager, concern: Concern): Promise<string[]> {
  if ('plan' in concern) return countThese(em, [concern.plan]);
  return 'plans' in concern ? countThese(em, concern.plans) : countAll(em, concern);
}

// in the one update that changes the plan: a second one would ask for its base and batch again, whose change may be
// waiting for this plan
async function countThese(em: EntityManager, plans: readonly RecruitmentPlan[]): Promise<string[]> {
  for (const plan of plans) plan.announcement += 1;
  await em.flush();
  return plans.map(({ id }) => id);
}

async function countAll(
  em: EntityManager,
  concern: Exclude<Concern, { plan: unknown } | { plans: unknown }>,
): Promise<string[]> {
  await em.flush();
  const [kind, value] = Object.entries(concern)[0] as [keyof typeof columns, string];
  const counted = await em.execute<{ id: string }[]>(
    `with concerned as (select id from recruitment.plan where ${columns[kind]} = ? order by id for update)
     update recruitment.plan as plan set announcement = announcement + 1
     from concerned where plan.id = concerned.id returning plan.id`,
    [value],
  );
  return counted.map(({ id }) => id);
}
