import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { invariantsOf } from '../../platform/invariants/domain-invariants.js';
import { ClaimNextReview } from './claims/claim-next-review.js';
import { ClaimReview } from './claims/claim-review.js';
import { CountQueue } from './queue/count-queue.js';
import { DecideReview } from './decisions/decide-review.js';
import { DecideReviews } from './decisions/decide-reviews.js';
import { FindReviewCase } from './cases/find-review-case.js';
import { FindReviewCases } from './queue/find-review-cases.js';
import { reviewInvariants } from './invariants.js';
import { migrations } from './migrations/index.js';
import { AnswerDataExport } from './own-data/answer-data-export.js';
import { AnswerErasure } from './own-data/answer-erasure.js';
import { QueueOfCases } from './cases/queue-of-cases.js';
import { RemindReviewers } from './reminders/remind-reviewers.js';
import { ReleaseReview } from './claims/release-review.js';
import { RenewClaim } from './claims/renew-claim.js';
import { ReviewCase } from './cases/review-case.entity.js';
import { ReviewedApplication } from './cases/reviewed-application.entity.js';
import { ReviewsController } from './reviews.controller.js';
import { ChangeReviewRules } from './rules/change-review-rules.js';
import { FindReviewRules } from './rules/find-review-rules.js';
import { KeepReviewers } from './rules/keep-reviewers.js';
import { ReviewRulesController } from './rules/review-rules.controller.js';
import { ReviewRules } from './rules/review-rules.entity.js';
import { Reviewer } from './rules/reviewer.entity.js';
import { SettleTakeBacks } from './decisions/settle-take-backs.js';
import { TakeBackDecision } from './decisions/take-back-decision.js';
import { TakeBack } from './decisions/take-back.entity.js';
import { TakeOverReview } from './claims/take-over-review.js';

@Module({
  controllers: [ReviewRulesController, ReviewsController],
  providers: [
    invariantsOf('review', reviewInvariants),
    QueueOfCases,
    FindReviewCases,
    CountQueue,
    FindReviewRules,
    ChangeReviewRules,
    KeepReviewers,
    RemindReviewers,
    FindReviewCase,
    ClaimReview,
    ClaimNextReview,
    RenewClaim,
    TakeOverReview,
    ReleaseReview,
    DecideReview,
    DecideReviews,
    TakeBackDecision,
    SettleTakeBacks,
    AnswerDataExport,
    AnswerErasure,
  ],
})
export class ReviewModule {}

/** 审核: see the README beside. */
export const review: Domain = {
  name: 'review',
  title: '审核',
  module: ReviewModule,
  entities: [ReviewCase, TakeBack, ReviewedApplication, ReviewRules, Reviewer],
  migrations,
};
