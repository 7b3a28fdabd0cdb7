import { defineEntity, p } from '@mikro-orm/core';
import type { ProblemClass } from '../../../platform/problems/problem.js';
import { BaseSuspended } from '../bases/base.problems.js';
import { TrainingBase } from '../bases/training-base.entity.js';
import { Batch } from '../batches/batch.entity.js';
import { BatchOver } from '../batches/batch.problems.js';
import { specialties } from '../contracts/index.js';
import { type PlanAction, planLifecycle } from './plan.lifecycle.js';
import { PlanNotDraft, QuotaBelowPublicized } from './plan.problems.js';

/** Why a plan that is shown takes no applications. */
export const closedBecause = ['plan-closed', 'batch-over', 'base-suspended', 'batch-not-open-yet'] as const;
export type ClosedBecause = (typeof closedBecause)[number];

const RecruitmentPlanSchema = defineEntity({
  name: 'RecruitmentPlan',
  schema: 'recruitment',
  tableName: 'plan',
  properties: {
    id: p.uuid().primary(),
    base: p.manyToOne(TrainingBase),
    batch: p.manyToOne(Batch).index(),
    specialty: p.enum(specialties),
    status: p.enum(planLifecycle.states),
    quota: p.integer().check('quota > 0'),
    contactName: p.string().length(40),
    contactPhone: p.string().length(40),
    trainingStartsOn: p.date().nullable(),
    trainingEndsOn: p.date().nullable().check('training_starts_on <= training_ends_on'),
    remark: p.text().nullable(),
    createdAt: p.datetime(),
    version: p.integer().version(),
    // the version of PlanChanged: it also grows when the base, the batch or the requirements change
    announcement: p.integer().default(0),
  },
  uniques: [{ name: 'plan_base_batch_specialty_unique', properties: ['base', 'batch', 'specialty'] }],
});

/** 招录计划: base × batch × specialty, fixed for good; `base` and `batch` have to be loaded for the rules. */
export class RecruitmentPlan extends RecruitmentPlanSchema.class {
  follow(action: PlanAction, now: Date): void {
    const next = planLifecycle.next(this.status, action);
    const Obstacle = this.obstacleTo(action, now);
    if (Obstacle) throw new Obstacle();
    this.status = next;
  }

  /** For a draft that nobody was ever shown, before it is removed. */
  giveUp(): void {
    if (this.status !== 'draft') throw new PlanNotDraft();
    this.status = 'closed';
  }

  /** Below what is `publicized` nobody could keep the promise made in public. */
  changeQuota(quota: number, publicized: number): void {
    if (quota < publicized) throw new QuotaBelowPublicized({ members: { publicized } });
    this.quota = quota;
  }

  /** Why a step that the lifecycle allows cannot be taken now, undefined when it can. */
  obstacleTo(action: PlanAction, now: Date): ProblemClass | undefined {
    if (action !== 'publish') return undefined;
    if (this.base.status === 'suspended') return BaseSuspended;
    return this.batch.phaseAt(now) === 'closed' ? BatchOver : undefined;
  }

  acceptsApplicationsAt(now: Date): boolean {
    return this.closedToApplicantsAt(now) === null;
  }

  /** Why nobody can apply now, the lasting reason before the passing one; null when anybody can. */
  closedToApplicantsAt(now: Date): ClosedBecause | null {
    if (this.status !== 'published') return 'plan-closed';
    const phase = this.batch.phaseAt(now);
    if (phase === 'closed') return 'batch-over';
    if (this.base.status === 'suspended') return 'base-suspended';
    return phase === 'upcoming' ? 'batch-not-open-yet' : null;
  }
}
RecruitmentPlanSchema.setClass(RecruitmentPlan);
