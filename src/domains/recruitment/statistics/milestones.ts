import { type ApplicationStatus, applicationStatuses } from '../../applications/contracts/index.js';

const admitted = [
  'admitted',
  'in_training',
  'training_completed',
  'exam_scheduled',
  'graduated',
] as const satisfies ApplicationStatus[];
const publicized = ['publicized', ...admitted] as const;
const secondReviewPassed = ['second_review_passed', ...publicized] as const;
const firstReviewPassed = [
  'first_review_passed',
  'signature_submitted',
  'second_review_returned',
  ...secondReviewPassed,
] as const;
const noLongerLive: readonly ApplicationStatus[] = ['withdrawn', 'not_admitted'];

/**
 * What the statistics count: the live applications of a plan that stand at this point or beyond it. One that is
 * withdrawn or not admitted leaves every count; one that is returned from the first review counts as submitted only.
 */
export const milestones = {
  submitted: applicationStatuses.filter((status) => !noLongerLive.includes(status)),
  firstReviewPassed,
  secondReviewPassed,
  publicized,
  admitted,
} as const satisfies Record<string, readonly ApplicationStatus[]>;

export type Milestone = keyof typeof milestones;
