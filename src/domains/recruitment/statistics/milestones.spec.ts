import { applicationStatuses } from '../../applications/contracts/index.js';
import { countColumns, differences, milestones } from './milestones.js';

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

describe('an application that goes', () => {
  const named = (...moves: Parameters<typeof differences>) =>
    differences(...moves).map(({ planId, by }) => [
      planId,
      Object.fromEntries(
        countColumns.map((column, at) => [column, by[at]]).filter(([, difference]) => difference !== 0),
      ),
    ]);
  const unknown = { planId: null, status: null };

  it('from nowhere to a plan is added to each milestone that it has reached', () => {
    expect(named(unknown, { planId: 'a', status: 'second_review_passed' })).toEqual([
      ['a', { submitted: 1, first_review_passed: 1, second_review_passed: 1 }],
    ]);
  });

  it('to where it counts for the same changes nothing', () => {
    expect(differences({ planId: 'a', status: 'submitted' }, { planId: 'a', status: 'first_review_returned' })).toEqual(
      [],
    );
    expect(differences(unknown, { planId: 'a', status: 'not_admitted' })).toEqual([]);
  });

  it('to another plan leaves the one and joins the other, in the order of their ids', () => {
    const left = ['b', { submitted: -1, first_review_passed: -1 }];
    const joined = ['a', { submitted: 1 }];
    expect(named({ planId: 'b', status: 'first_review_passed' }, { planId: 'a', status: 'submitted' })).toEqual([
      joined,
      left,
    ]);
  });

  it('out of the running leaves every count, and is among the withdrawn when it was', () => {
    const publicized = { planId: 'a', status: 'second_review_passed' } as const;
    const gone = { submitted: -1, first_review_passed: -1, second_review_passed: -1 };
    expect(named(publicized, { planId: 'a', status: 'withdrawn' })).toEqual([['a', { ...gone, withdrawn: 1 }]]);
    expect(named(publicized, { planId: 'a', status: 'not_admitted' })).toEqual([['a', gone]]);
  });
});
