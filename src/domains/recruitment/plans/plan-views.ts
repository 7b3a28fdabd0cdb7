import type { EntityManager } from '@mikro-orm/postgresql';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { FormRequirement } from '../requirements/form-requirement.entity.js';
import { toRequiredAttachmentView } from '../requirements/form-requirements.dto.js';
import { PlanStatistics } from '../statistics/plan-statistics.entity.js';
import { planLifecycle } from './plan.lifecycle.js';
import type { ManagedPlanView, PlanBlockedAction, PlanView } from './plans.dto.js';
import type { RecruitmentPlan } from './recruitment-plan.entity.js';

/** The views of many plans in a fixed number of queries. */
export async function toPlanViews(em: EntityManager, plans: RecruitmentPlan[], now: Date): Promise<PlanView[]> {
  await em.populate(plans, ['base', 'batch']);
  const statistics = await em.find(PlanStatistics, { plan: { $in: plans.map(({ id }) => id) } });
  const taken = new Map(statistics.map(({ plan, publicized }) => [plan, publicized]));
  const requirements = await em.find(FormRequirement, {});
  const asked = new Map(requirements.map((one) => [one.specialty, one]));
  return plans.map((plan) => ({
    id: plan.id,
    base: {
      id: plan.base.id,
      name: plan.base.name,
      address: plan.base.address,
      contactName: plan.base.contactName,
      contactPhone: plan.base.contactPhone,
    },
    batch: { id: plan.batch.id, name: plan.batch.name },
    specialty: plan.specialty,
    status: plan.status,
    quota: plan.quota,
    placesTaken: taken.get(plan.id) ?? 0,
    remaining: Math.max(0, plan.quota - (taken.get(plan.id) ?? 0)),
    opensAt: plan.batch.opensAt.toISOString(),
    closesAt: plan.batch.closesAt.toISOString(),
    acceptsApplications: plan.acceptsApplicationsAt(now),
    closedBecause: plan.closedToApplicantsAt(now),
    contactName: plan.contactName,
    contactPhone: plan.contactPhone,
    trainingStartsOn: plan.trainingStartsOn ?? null,
    trainingEndsOn: plan.trainingEndsOn ?? null,
    remark: plan.remark ?? null,
    requiredAttachments: (asked.get(plan.specialty)?.attachments ?? []).map(toRequiredAttachmentView),
    eligibility: asked.get(plan.specialty)?.eligibility ?? [],
  }));
}

/** What a province administrator sees beyond the public view. */
export async function toManagedPlanViews(
  em: EntityManager,
  plans: RecruitmentPlan[],
  now: Date,
): Promise<ManagedPlanView[]> {
  const views = await toPlanViews(em, plans, now);
  return plans.map((plan, position) => {
    const blockedActions = blockedActionsOf(plan, now);
    const blocked = new Set(blockedActions.map(({ action }) => action));
    return {
      ...(views[position] as PlanView),
      version: plan.version,
      createdAt: plan.createdAt.toISOString(),
      availableActions: planLifecycle.actionsFrom(plan.status).filter((action) => !blocked.has(action)),
      blockedActions,
    };
  });
}

export async function toManagedPlanView(em: EntityManager, plan: RecruitmentPlan, now: Date): Promise<ManagedPlanView> {
  const [view] = await toManagedPlanViews(em, [plan], now);
  return view as ManagedPlanView;
}

function blockedActionsOf(plan: RecruitmentPlan, now: Date): PlanBlockedAction[] {
  return planLifecycle.actions.flatMap((action) => {
    const problem = planLifecycle.allows(plan.status, action) ? plan.obstacleTo(action, now) : StepNotAllowed;
    return problem ? [{ action, code: problem.spec.code }] : [];
  });
}
