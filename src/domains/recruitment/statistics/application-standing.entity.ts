import { defineEntity, p } from '@mikro-orm/core';
import { applicationStatuses } from '../../applications/contracts/index.js';
import { RecruitmentPlan } from '../plans/recruitment-plan.entity.js';

const ApplicationStandingSchema = defineEntity({
  name: 'ApplicationStanding',
  schema: 'recruitment',
  tableName: 'application_standing',
  properties: {
    applicationId: p.uuid().primary(),
    plan: p.manyToOne(RecruitmentPlan).mapToPk().index(),
    status: p.enum(applicationStatuses),
    version: p.integer(),
  },
});

/** Where one application stood when its latest event was told: what a later event is counted against. */
export class ApplicationStanding extends ApplicationStandingSchema.class {}
ApplicationStandingSchema.setClass(ApplicationStanding);
