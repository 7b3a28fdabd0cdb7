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

/** The columns of `plan_statistics`, each with the statuses that it counts. */
const counted: Readonly<Record<string, readonly ApplicationStatus[]>> = {
  submitted: milestones.submitted,
  first_review_passed: milestones.firstReviewPassed,
  second_review_passed: milestones.secondReviewPassed,
  publicized: milestones.publicized,
  admitted: milestones.admitted,
  withdrawn: ['withdrawn'],
};

export const countColumns: readonly string[] = Object.keys(counted);

/** SQL that counts each of `countColumns` over rows of application standings. */
export const countsOfStandings: string = Object.entries(counted)
  .map(([column, statuses]) => {
    const list = statuses.map((status) => `'${status}'`).join(', ');
    return `count(*) filter (where status in (${list}))::int as ${column}`;
  })
  .join(', ');

/** Where an application stands; without a plan before it was known. */
export interface Standing {
  readonly planId: string | null;
  readonly status: ApplicationStatus | null;
}

/** What is to be added to a plan's counts, in the order of `countColumns`. */
export interface Difference {
  readonly planId: string;
  readonly by: readonly number[];
}

/** What an application that goes from one standing to another adds to the counts of its plans, in the order of their ids. */
export function differences(from: Standing, to: Standing): Difference[] {
  const plans = [...new Set([from.planId, to.planId])].filter((planId) => planId !== null).toSorted();
  return plans
    .map((planId) => {
      const [before, after] = [from, to].map((standing) => (standing.planId === planId ? countsOf(standing) : nothing));
      return { planId, by: nothing.map((_, column) => (after?.[column] ?? 0) - (before?.[column] ?? 0)) };
    })
    .filter(({ by }) => by.some((difference) => difference !== 0));
}

const nothing: readonly number[] = countColumns.map(() => 0);

const countsOf = ({ status }: Standing): number[] =>
  Object.values(counted).map((statuses) => (status !== null && statuses.includes(status) ? 1 : 0));
