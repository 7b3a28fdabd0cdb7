import { defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ReviewStage } from '../contracts/index.js';

/** A reason that reviewers can choose instead of typing it. */
export interface CannedReason {
  readonly stage: ReviewStage;
  readonly text: string;
}

const ReviewRulesSchema = defineEntity({
  name: 'ReviewRules',
  schema: 'review',
  tableName: 'review_rules',
  properties: {
    // there is one row, seeded by the migration
    id: p.integer().primary().autoincrement(false),
    version: p.integer().version(),
    limitWorkingDays: p.integer(),
    // for how many working days before the limit reviewers are reminded; 0 is its last day alone
    remindWorkingDays: p.integer().default(1),
    differentReviewers: p.boolean(),
    reasons: p.json<CannedReason[]>(),
  },
  checks: [
    { name: 'review_rules_are_one', expression: 'id = 1' },
    { name: 'review_rules_limit_of_days', expression: 'limit_working_days between 1 and 60' },
    { name: 'review_rules_remind_within_limit', expression: 'remind_working_days between 0 and limit_working_days' },
  ],
});

/** What the province asks of every review, changed as one whole. */
export class ReviewRules extends ReviewRulesSchema.class {}
ReviewRulesSchema.setClass(ReviewRules);

export const findRules = (em: EntityManager): Promise<ReviewRules> => em.findOneOrFail(ReviewRules, { id: 1 });
