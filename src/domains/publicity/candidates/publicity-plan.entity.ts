import { defineEntity, p } from '@mikro-orm/core';
import { specialties } from '../../recruitment/contracts/index.js';

const PublicityPlanSchema = defineEntity({
  name: 'PublicityPlan',
  schema: 'publicity',
  tableName: 'plan',
  properties: {
    id: p.uuid().primary(),
    // the highest that was seen: events come in any order
    version: p.integer(),
    specialty: p.enum(specialties),
    quota: p.integer(),
    baseId: p.uuid().index(),
    baseName: p.string().length(200),
    batchId: p.uuid(),
    batchName: p.string().length(200),
  },
});

/** What publicity has to know of a recruitment plan; whoever publishes one of its lists holds this row's lock meanwhile. */
export class PublicityPlan extends PublicityPlanSchema.class {}
PublicityPlanSchema.setClass(PublicityPlan);
