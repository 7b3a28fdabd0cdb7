import { randomUUID } from 'node:crypto';
import type {
  ApplicationAction,
  ApplicationStatus,
  ApplicationStatusChanged,
} from '../../src/domains/applications/contracts/index.js';
import type { EventFields } from '../../src/platform/events/domain-event.js';
import { type Action, actions, countOf, statusAfter } from './application-table.js';
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

type Step = readonly [Action, ApplicationStatus];

// what few applications may take, lest none of them gets far
const setbacks: readonly Action[] = [
  'withdraw',
  'refuse-after-objection',
  'refuse-unlisted',
  'reopen-first-review',
  'reopen-second-review',
];

/** What may follow a status, steps onward three times as likely as the others. */
function stepsFrom(status: ApplicationStatus): Step[] {
  const steps = actions.flatMap((action): Step[] => {
    const to = statusAfter(status, action);
    return to ? [[action, to]] : [];
  });
  const onwards = steps.filter(([action]) => !setbacks.includes(action));
  return [...onwards, ...onwards, ...steps];
}

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
    for (let version = 2; version <= steps && history.length < length; version++) {
      const choice = stepsFrom(status);
      if (choice.length === 0) break;
      const [action, to]: Step = pick(choice);
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

/** What has to be told of a plan when no more than these events are known: each application counts as its newest says. */
export function countFromScratch(known: readonly Told[], planId: string) {
  const newest = new Map<string, Told>();
  for (const told of known) {
    const other = newest.get(told.applicationId);
    if (!other || other.version < told.version) newest.set(told.applicationId, told);
  }
  return countOf([...newest.values()].filter((told) => told.planId === planId).map(({ to }) => to));
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
