import { defineEntity, p } from '@mikro-orm/core';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';

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
}
BatchSchema.setClass(Batch);

/** Refuses a batch that closes before it opens, naming the field. */
export function requireOrder(opensAt: Date, closesAt: Date): void {
  if (opensAt < closesAt) return;
  throw new InvalidRequest({
    errors: [
      {
        pointer: '/closesAt',
        code: 'range',
        detail: { zh: '截止时间应晚于开始时间', en: 'must be later than opensAt' },
      },
    ],
  });
}
