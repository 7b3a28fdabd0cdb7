import { applicationStatuses } from '../../applications/contracts/index.js';
import { milestones } from './milestones.js';

const reached = (status: (typeof applicationStatuses)[number]) =>
  Object.entries(milestones)
    .filter(([, statuses]) => (statuses as readonly string[]).includes(status))
    .map(([milestone]) => milestone);

it.each([
  ['submitted', 1],
  ['first_review_returned', 1],
  ['first_review_passed', 2],
  ['signature_submitted', 2],
  ['second_review_returned', 2],
  ['second_review_passed', 3],
  ['publicized', 4],
  ['admitted', 5],
  ['training_completed', 5],
  ['graduated', 5],
  ['withdrawn', 0],
  ['not_admitted', 0],
] as const)('%s has reached %d of the five milestones', (status, count) => {
  expect(reached(status)).toEqual(Object.keys(milestones).slice(0, count));
});
