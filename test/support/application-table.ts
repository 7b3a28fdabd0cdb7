import type { ApplicationAction, ApplicationStatus } from '../../src/domains/applications/contracts/index.js';

type Row = readonly [from: readonly ApplicationStatus[], to: ApplicationStatus];

/** The table of the design, written down anew: a copy of the code's would agree with its mistakes. */
export const table: Readonly<Record<Exclude<ApplicationAction, 'submit'>, Row>> = {
  'pass-first-review': [['submitted'], 'first_review_passed'],
  'return-from-first-review': [['submitted'], 'first_review_returned'],
  'reopen-first-review': [['first_review_passed', 'first_review_returned'], 'submitted'],
  resubmit: [['first_review_returned'], 'submitted'],
  'submit-signature-pages': [['first_review_passed', 'second_review_returned'], 'signature_submitted'],
  'pass-second-review': [['signature_submitted'], 'second_review_passed'],
  'return-from-second-review': [['signature_submitted'], 'second_review_returned'],
  'reopen-second-review': [['second_review_passed', 'second_review_returned'], 'signature_submitted'],
  publicize: [['second_review_passed'], 'publicized'],
  admit: [['publicized'], 'admitted'],
  'refuse-after-objection': [['publicized'], 'not_admitted'],
  'refuse-unlisted': [['second_review_passed'], 'not_admitted'],
  'start-training': [['admitted'], 'in_training'],
  'complete-training': [['in_training'], 'training_completed'],
  'schedule-exam': [['training_completed'], 'exam_scheduled'],
  graduate: [['exam_scheduled'], 'graduated'],
  'fail-exam': [['exam_scheduled'], 'training_completed'],
  withdraw: [
    [
      'submitted',
      'first_review_passed',
      'first_review_returned',
      'signature_submitted',
      'second_review_passed',
      'second_review_returned',
    ],
    'withdrawn',
  ],
};

export type Action = keyof typeof table;
export const actions = Object.keys(table) as Action[];

/** Where `action` leads from `status`; undefined where the table does not allow it. */
export const statusAfter = (status: ApplicationStatus, action: Action): ApplicationStatus | undefined =>
  table[action][0].includes(status) ? table[action][1] : undefined;

/** Whether `action` can be allowed now or later. */
export function canStillCome(status: ApplicationStatus, action: Action): boolean {
  const reached = new Set([status]);
  for (const state of reached) {
    for (const next of actions) {
      const to = statusAfter(state, next);
      if (to) reached.add(to);
    }
  }
  return [...reached].some((state) => statusAfter(state, action));
}

/** The statuses that leave a trainee free to apply in the batch again. */
export const isOver = (status: ApplicationStatus): boolean => status === 'withdrawn' || status === 'not_admitted';

/** 报名情况统计 of a plan whose applications stand so. */
export function countOf(standings: readonly ApplicationStatus[]) {
  const among = (...statuses: ApplicationStatus[]) => standings.filter((status) => statuses.includes(status)).length;
  const admitted = among('admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated');
  const publicized = admitted + among('publicized');
  const secondReviewPassed = publicized + among('second_review_passed');
  const signed = among('first_review_passed', 'signature_submitted', 'second_review_returned');
  const firstReviewPassed = secondReviewPassed + signed;
  const submitted = firstReviewPassed + among('submitted', 'first_review_returned');
  return { submitted, firstReviewPassed, secondReviewPassed, publicized, admitted, withdrawn: among('withdrawn') };
}
