import type { ActorRole } from '../timeline/timeline-entry.entity.js';
import { defineLifecycle } from '../../../platform/lifecycle/lifecycle.js';
import type { Text } from '../../../platform/problems/problem.js';
import { type ApplicationAction, type ApplicationStatus, applicationStatusNames } from '../contracts/index.js';

const english: Readonly<Record<ApplicationStatus, string>> = {
  submitted: 'waiting for the first review',
  first_review_passed: 'passed the first review',
  first_review_returned: 'returned from the first review',
  signature_submitted: 'waiting for the second review',
  second_review_passed: 'passed the second review',
  second_review_returned: 'returned from the second review',
  publicized: 'on a published admission list',
  admitted: 'admitted',
  not_admitted: 'not admitted',
  in_training: 'in training',
  training_completed: 'training completed',
  exam_scheduled: 'waiting for the examination',
  graduated: 'graduated',
  withdrawn: 'withdrawn',
};

const meaning = Object.fromEntries(
  Object.entries(applicationStatusNames).map(([status, zh]) => [
    status,
    { zh, en: english[status as ApplicationStatus] },
  ]),
) as Record<ApplicationStatus, Text>;

/** The life of an application: the only place that says what may follow what. */
export const applicationLifecycle = defineLifecycle<ApplicationStatus, ApplicationAction>({
  name: 'application',
  initial: 'submitted',
  meaning,
  steps: [
    { action: 'pass-first-review', from: ['submitted'], to: 'first_review_passed' },
    { action: 'return-from-first-review', from: ['submitted'], to: 'first_review_returned' },
    { action: 'reopen-first-review', from: ['first_review_passed', 'first_review_returned'], to: 'submitted' },
    { action: 'resubmit', from: ['first_review_returned'], to: 'submitted' },
    {
      action: 'submit-signature-pages',
      from: ['first_review_passed', 'second_review_returned'],
      to: 'signature_submitted',
    },
    { action: 'pass-second-review', from: ['signature_submitted'], to: 'second_review_passed' },
    { action: 'return-from-second-review', from: ['signature_submitted'], to: 'second_review_returned' },
    {
      action: 'reopen-second-review',
      from: ['second_review_passed', 'second_review_returned'],
      to: 'signature_submitted',
    },
    { action: 'publicize', from: ['second_review_passed'], to: 'publicized' },
    { action: 'admit', from: ['publicized'], to: 'admitted' },
    { action: 'refuse-after-objection', from: ['publicized'], to: 'not_admitted' },
    { action: 'refuse-unlisted', from: ['second_review_passed'], to: 'not_admitted' },
    { action: 'start-training', from: ['admitted'], to: 'in_training' },
    { action: 'complete-training', from: ['in_training'], to: 'training_completed' },
    { action: 'schedule-exam', from: ['training_completed'], to: 'exam_scheduled' },
    { action: 'graduate', from: ['exam_scheduled'], to: 'graduated' },
    { action: 'fail-exam', from: ['exam_scheduled'], to: 'training_completed' },
    {
      action: 'withdraw',
      from: [
        'submitted',
        'first_review_passed',
        'first_review_returned',
        'signature_submitted',
        'second_review_passed',
        'second_review_returned',
      ],
      to: 'withdrawn',
    },
  ],
});

/** Who takes each step (domain.md's table); a timeline says the role, never the person. */
export const actorOf: Readonly<Record<ApplicationAction, ActorRole>> = {
  submit: 'trainee',
  'pass-first-review': 'base_admin',
  'return-from-first-review': 'base_admin',
  'reopen-first-review': 'base_admin',
  resubmit: 'trainee',
  'submit-signature-pages': 'trainee',
  'pass-second-review': 'base_admin',
  'return-from-second-review': 'base_admin',
  'reopen-second-review': 'base_admin',
  publicize: 'base_admin',
  admit: 'platform',
  'refuse-after-objection': 'province_admin',
  'refuse-unlisted': 'base_admin',
  'start-training': 'base_admin',
  'complete-training': 'base_admin',
  'schedule-exam': 'base_admin',
  graduate: 'base_admin',
  'fail-exam': 'base_admin',
  withdraw: 'trainee',
};

/** The states in which an application no longer counts against one application a batch. */
export const endedStatuses = ['withdrawn', 'not_admitted'] as const satisfies ApplicationStatus[];

/** Whether `action` can still come, by any way through the table, once an application stands in `status`. */
export function canStillCome(status: ApplicationStatus, action: ApplicationAction): boolean {
  const reached = new Set<ApplicationStatus>([status]);
  // a set grows while it is walked, and so reaches whatever the states in it lead to
  for (const state of reached) {
    if (applicationLifecycle.allows(state, action)) return true;
    for (const next of applicationLifecycle.actionsFrom(state)) reached.add(applicationLifecycle.next(state, next));
  }
  return false;
}
