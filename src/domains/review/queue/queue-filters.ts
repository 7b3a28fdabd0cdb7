import type { QBFilterQuery } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { beginOfLastWorkingDays } from '../../../platform/calendar/working-days.js';
import type { ReviewCase } from '../cases/review-case.entity.js';
import type { ReviewCaseStatus } from '../cases/review-case.lifecycle.js';
import type { QueueFilters } from './queue.dto.js';
import type { ReviewRules } from '../rules/review-rules.entity.js';

/** The moment and the limit that a case is late by. */
export interface Day {
  readonly now: Date;
  readonly rules: Pick<ReviewRules, 'limitWorkingDays'>;
}

/** The cases of the caller's bases, or of the whole province, that pass every filter, as conditions. */
export function conditionsOf(
  caller: CallerIdentity,
  filters: QueueFilters,
  { now, rules }: Day,
): QBFilterQuery<ReviewCase>[] {
  const { state, overdue, mine, submittedFrom, submittedBefore, stage, batchId, planId, specialty, resubmitted } =
    filters;
  const equal = Object.entries({ stage, batchId, planId, specialty, resubmitted });
  return [
    ...(caller.has('province_admin') ? [] : [ofBases(caller.baseIds)]),
    Object.fromEntries(equal.filter(([, value]) => value !== undefined)),
    ...(state === undefined ? [] : [inState(state, now)]),
    ...(overdue === true
      ? [undecided, { submittedAt: { $lt: beginOfLastWorkingDays(now, rules.limitWorkingDays) } }]
      : []),
    ...(mine === true ? [{ claimedBy: caller.id, claimedUntil: { $gt: now } }] : []),
    ...(submittedFrom === undefined ? [] : [{ submittedAt: { $gte: new Date(submittedFrom) } }]),
    ...(submittedBefore === undefined ? [] : [{ submittedAt: { $lt: new Date(submittedBefore) } }]),
  ];
}

/** Not decided yet; an index is kept of these alone. */
export const undecided: QBFilterQuery<ReviewCase> = { status: { $in: ['waiting', 'claimed'] } };

/** One base as an equality, which an index in the order of the list serves; a list of them would be sorted. */
const ofBases = (baseIds: readonly string[]): QBFilterQuery<ReviewCase> =>
  baseIds.length === 1 ? { baseId: baseIds[0] } : { baseId: { $in: [...baseIds] } };

/** `ReviewCase.statusAt` in SQL: a claim that ran out counts as none. */
function inState(state: ReviewCaseStatus, now: Date): QBFilterQuery<ReviewCase> {
  if (state === 'claimed') return { status: 'claimed', claimedUntil: { $gt: now } };
  if (state !== 'waiting') return { status: state };
  return { $or: [{ status: 'waiting' }, { status: 'claimed', claimedUntil: { $lte: now } }] };
}
