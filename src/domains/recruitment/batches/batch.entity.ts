import { defineEntity, p } from '@mikro-orm/core';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { Text } from '../../../platform/problems/problem.js';
import { BatchAlreadyOpen } from './batch.problems.js';

export const batchPhases = ['upcoming', 'open', 'closed'] as const;
export type BatchPhase = (typeof batchPhases)[number];

const BatchSchema = defineEntity({
  name: 'Batch',
  schema: 'recruitment',
  tableName: 'batch',
  properties: {
    id: p.uuid().primary(),
    name: p.string().length(60).unique(),
    opensAt: p.datetime(),
    closesAt: p.datetime().check('opens_at < closes_at'),
    resubmissionGraceDays: p.integer().check('resubmission_grace_days between 0 and 60'),
    createdAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** 招录批次: submissions are accepted from `opensAt` until just before `closesAt`. */
export class Batch extends BatchSchema.class {
  phaseAt(now: Date): BatchPhase {
    if (now < this.opensAt) return 'upcoming';
    return now < this.closesAt ? 'open' : 'closed';
  }

  /**
   * Moves the times. An opening that has come stays what it was, since people applied by it; a closing may be put off,
   * after it has passed as well, or brought forward, but never into the past.
   */
  reschedule(opensAt: Date, closesAt: Date, now: Date): void {
    requireOrder(opensAt, closesAt);
    if (now >= this.opensAt && opensAt.getTime() !== this.opensAt.getTime()) throw new BatchAlreadyOpen();
    if (closesAt.getTime() !== this.closesAt.getTime()) requireFuture(closesAt, now);
    this.opensAt = opensAt;
    this.closesAt = closesAt;
  }
}
BatchSchema.setClass(Batch);

/** Refuses a batch that closes before it opens, naming the field. */
export function requireOrder(opensAt: Date, closesAt: Date): void {
  if (opensAt >= closesAt) throw closingRefused({ zh: '截止时间应晚于开始时间', en: 'must be later than opensAt' });
}

/** Refuses a closing that would have passed already, naming the field. */
export function requireFuture(closesAt: Date, now: Date): void {
  if (closesAt <= now) throw closingRefused({ zh: '截止时间应晚于现在', en: 'must be later than now' });
}

const closingRefused = (detail: Text) =>
  new InvalidRequest({ errors: [{ pointer: '/closesAt', code: 'range', detail }] });
