import { defineEntity, p } from '@mikro-orm/core';
import { RecruitmentPlan } from '../plans/recruitment-plan.entity.js';

const count = () => p.integer().default(0);

const PlanStatisticsSchema = defineEntity({
  name: 'PlanStatistics',
  schema: 'recruitment',
  tableName: 'plan_statistics',
  properties: {
    plan: p.oneToOne(RecruitmentPlan).mapToPk().primary(),
    submitted: count().check('submitted >= first_review_passed'),
    firstReviewPassed: count().check('first_review_passed >= second_review_passed'),
    secondReviewPassed: count().check('second_review_passed >= publicized'),
    publicized: count().check('publicized >= admitted'),
    admitted: count().check('admitted >= 0'),
    withdrawn: count().check('withdrawn >= 0'),
    // how often the counts changed: what the ETag of the statistics is made of
    changes: count(),
  },
});

/** How many live applications of a plan stand at each milestone or beyond it, and how many were withdrawn; see `milestones.ts`. */
export class PlanStatistics extends PlanStatisticsSchema.class {}
PlanStatisticsSchema.setClass(PlanStatistics);
