import { defineEntity, p } from '@mikro-orm/core';
import {
  type AttachmentRequirement,
  type EligibilityRule,
  planStatuses,
  specialties,
} from '../../recruitment/contracts/index.js';

const DAY = 24 * 3600 * 1000;

const KnownPlanSchema = defineEntity({
  name: 'KnownPlan',
  schema: 'applications',
  tableName: 'known_plan',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    status: p.enum(planStatuses),
    specialty: p.enum(specialties),
    baseId: p.uuid(),
    baseName: p.string().length(200),
    baseSuspended: p.boolean(),
    batchId: p.uuid(),
    batchName: p.string().length(200),
    opensAt: p.datetime(),
    closesAt: p.datetime(),
    resubmissionGraceDays: p.integer(),
    requirements: p.json<AttachmentRequirement[]>(),
    eligibility: p.json<EligibilityRule[]>().default('[]'),
    requirementsVersion: p.integer().default(1),
  },
});

/** A recruitment plan as `recruitment` last told it. */
export class KnownPlan extends KnownPlanSchema.class {
  hasOpened(now: Date): boolean {
    return now >= this.opensAt;
  }

  hasClosed(now: Date): boolean {
    return now >= this.closesAt;
  }

  /** Until when a returned application may be submitted again: the closing time and the days of grace. */
  get resubmissionEndsAt(): Date {
    return new Date(this.closesAt.getTime() + this.resubmissionGraceDays * DAY);
  }

  requires(kind: AttachmentRequirement['kind']): boolean {
    return this.requirements.some((requirement) => requirement.kind === kind && requirement.required);
  }
}
KnownPlanSchema.setClass(KnownPlan);
