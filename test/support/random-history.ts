import { randomUUID } from 'node:crypto';
import type {
  ApplicationAction,
  ApplicationStatus,
  ApplicationStatusChanged,
} from '../../src/domains/applications/contracts/index.js';
import type { EventFields } from '../../src/platform/events/domain-event.js';
import { TEST_NOW } from './platform.js';

/** One step of one application, as far as statistics care. */
export interface Told {
  readonly applicationId: string;
  readonly version: number;
  readonly action: ApplicationAction;
  readonly from: ApplicationStatus | null;
  readonly to: ApplicationStatus;
  readonly planId: string;
  readonly previousPlanId: string | null;
}

type Step = readonly [ApplicationAction, ApplicationStatus];

const withdrawal: Step = ['withdraw', 'withdrawn'];

// what may follow a state, written down anew: a copy of the code's table would agree with its mistakes
const life: Partial<Record<ApplicationStatus, Step[]>> = {
  submitted: [
    ['pass-first-review', 'first_review_passed'],
    ['pass-first-review', 'first_review_passed'],
    ['return-from-first-review', 'first_review_returned'],
    withdrawal,
  ],
  first_review_returned: [['resubmit', 'submitted'], ['resubmit', 'submitted'], withdrawal],
  first_review_passed: [
    ['submit-signature-pages', 'signature_submitted'],
    ['submit-signature-pages', 'signature_submitted'],
    withdrawal,
  ],
  signature_submitted: [
    ['pass-second-review', 'second_review_passed'],
    ['pass-second-review', 'second_review_passed'],
    ['return-from-second-review', 'second_review_returned'],
    withdrawal,
  ],
  second_review_returned: [['submit-signature-pages', 'signature_submitted'], withdrawal],
  second_review_passed: [
    ['publicize', 'publicized'],
    ['publicize', 'publicized'],
    ['refuse-unlisted', 'not_admitted'],
    withdrawal,
  ],
  publicized: [
    ['admit', 'admitted'],
    ['admit', 'admitted'],
    ['refuse-after-objection', 'not_admitted'],
  ],
  admitted: [['start-training', 'in_training']],
  in_training: [['complete-training', 'training_completed']],
  training_completed: [['schedule-exam', 'exam_scheduled']],
  exam_scheduled: [
    ['graduate', 'graduated'],
    ['fail-exam', 'training_completed'],
  ],
};

/** A generator of numbers from 0 to below 1 that a seed makes repeatable (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The lives of applications in these plans, `length` events in all, in the order in which they happened. */
export function randomHistory(random: () => number, plans: readonly string[], length: number): Told[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const history: Told[] = [];
  while (history.length < length) {
    const applicationId = randomUUID();
    let [status, planId]: [ApplicationStatus, string] = ['submitted', pick(plans)];
    history.push({
      applicationId,
      version: 1,
      action: 'submit',
      from: null,
      to: status,
      planId,
      previousPlanId: null,
    });
    const steps = 1 + Math.floor(random() * 16);
    for (let version = 2; version <= steps && life[status] && history.length < length; version++) {
      const [action, to]: Step = pick(life[status]!);
      const next: string = action === 'resubmit' ? pick(plans) : planId;
      const previousPlanId = next === planId ? null : planId;
      history.push({ applicationId, version, action, from: status, to, planId: next, previousPlanId });
      [status, planId] = [to, next];
    }
  }
  return history;
}

/** The same events and some of them twice, in any order. */
export function jumbled(random: () => number, history: readonly Told[]): Told[] {
  const messages = [...history, ...history.filter(() => random() < 0.1)];
  return messages
    .map((told) => ({ told, at: random() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ told }) => told);
}

const done: ApplicationStatus[] = ['admitted', 'in_training', 'training_completed', 'exam_scheduled', 'graduated'];

/** What has to be told of a plan when no more than these events are known: each application counts as its newest says. */
export function countFromScratch(known: readonly Told[], planId: string) {
  const newest = new Map<string, Told>();
  for (const told of known) {
    const other = newest.get(told.applicationId);
    if (!other || other.version < told.version) newest.set(told.applicationId, told);
  }
  const here = [...newest.values()].filter((told) => told.planId === planId).map(({ to }) => to);
  const among = (...statuses: ApplicationStatus[]) => here.filter((status) => statuses.includes(status)).length;
  const admitted = among(...done);
  const publicized = admitted + among('publicized');
  const secondReviewPassed = publicized + among('second_review_passed');
  const firstReviewPassed =
    secondReviewPassed + among('first_review_passed', 'signature_submitted', 'second_review_returned');
  const submitted = firstReviewPassed + among('submitted', 'first_review_returned');
  return {
    submitted,
    firstReviewPassed,
    secondReviewPassed,
    publicized,
    admitted,
    withdrawn: among('withdrawn'),
  };
}

/** A step as `applications` publishes it. */
export const statusChanged = (told: Told): EventFields<ApplicationStatusChanged> => ({
  aggregateId: told.applicationId,
  aggregateVersion: told.version,
  occurredAt: TEST_NOW.toISOString(),
  traineeId: randomUUID(),
  planId: told.planId,
  previousPlanId: told.previousPlanId,
  baseId: randomUUID(),
  batchId: randomUUID(),
  specialty: 'clinical',
  revision: 1,
  applicantName: 'sealed',
  maskedApplicantName: '张*明',
  sendingUnit: '示例医院',
  action: told.action,
  from: told.from,
  to: told.to,
  reason: null,
  idNumber: 'sealed',
  photoKey: null,
});
