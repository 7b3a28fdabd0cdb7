import { defineEntity, p } from '@mikro-orm/core';
import { specialties } from '../../recruitment/contracts/index.js';

const KnownPlanSchema = defineEntity({
  name: 'KnownPlan',
  schema: 'exams',
  tableName: 'known_plan',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    baseId: p.uuid().index(),
    baseName: p.string().length(200),
    batchId: p.uuid(),
    batchName: p.string().length(200),
    specialty: p.enum(specialties),
    // which of several plans tells the present name of their base
    changedAt: p.datetime(),
  },
});

/** What recruitment told of a plan: the names of its base and batch. */
export class KnownPlan extends KnownPlanSchema.class {}
KnownPlanSchema.setClass(KnownPlan);
