import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import type { Sealed } from '../../../platform/encryption/field-encryption.js';
import { answeringDomainNames } from '../data-exports/answering-domains.js';
import { type ErasureRequestAction, erasureRequestLifecycle } from './erasure-request.lifecycle.js';

const ErasureRequestSchema = defineEntity({
  name: 'ErasureRequest',
  schema: 'accounts',
  tableName: 'erasure_request',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    accountId: p.uuid(),
    status: p.enum(erasureRequestLifecycle.states),
    // in the trainee's words; sealed, kind `remark`; goes when the erasure is approved
    reason: p.text().strictNullable(),
    // why it was refused; sealed, kind `remark`
    refusal: p.text().strictNullable(),
    requestedAt: p.datetime(),
    // by an administrator, or by the trainee who cancelled it
    decidedAt: p.datetime().strictNullable(),
    decidedBy: p.uuid().strictNullable(),
    completedAt: p.datetime().strictNullable(),
  },
  uniques: [{ properties: ['accountId'], where: "status = 'pending'", name: 'erasure_request_one_pending' }],
  indexes: [
    { properties: ['requestedAt', 'id'], name: 'erasure_request_newest_index' },
    { properties: ['status', 'requestedAt', 'id'], name: 'erasure_request_status_index' },
    { properties: ['accountId', 'requestedAt', 'id'], name: 'erasure_request_account_index' },
  ],
  checks: [
    {
      name: 'erasure_request_decided_completely',
      expression: "(status = 'pending') = (decided_at is null) and num_nulls(decided_at, decided_by) in (0, 2)",
    },
    { name: 'erasure_request_refusal', expression: "(status = 'refused') = (refusal is not null)" },
    { name: 'erasure_request_completed', expression: "(status = 'completed') = (completed_at is not null)" },
    { name: 'erasure_request_forgets_reason', expression: "status not in ('approved', 'completed') or reason is null" },
  ],
});

/** A trainee's request that the platform forget them. */
export class ErasureRequest extends ErasureRequestSchema.class {
  static of(accountId: string, reason: Sealed | null, now: Date): ErasureRequest {
    return Object.assign(new ErasureRequest(), {
      id: randomUUID(),
      version: 1,
      accountId,
      status: erasureRequestLifecycle.initial,
      reason,
      refusal: null,
      requestedAt: now,
      decidedAt: null,
      decidedBy: null,
      completedAt: null,
    } satisfies Partial<ErasureRequest>);
  }

  approve(administratorId: string, now: Date): void {
    this.decide('approve', administratorId, now);
    this.reason = null;
  }

  refuse(refusal: Sealed, administratorId: string, now: Date): void {
    this.decide('refuse', administratorId, now);
    this.refusal = refusal;
  }

  cancel(traineeId: string, now: Date): void {
    this.decide('cancel', traineeId, now);
  }

  complete(now: Date): void {
    this.follow('complete');
    this.completedAt = now;
  }

  private decide(action: ErasureRequestAction, decidedBy: string, decidedAt: Date): void {
    this.follow(action);
    Object.assign(this, { decidedBy, decidedAt });
  }

  // counted here and not by the mapper: every change is made under the row's lock
  private follow(action: ErasureRequestAction): void {
    this.status = erasureRequestLifecycle.next(this.status, action);
    this.version += 1;
  }
}
ErasureRequestSchema.setClass(ErasureRequest);

const ErasureAnswerSchema = defineEntity({
  name: 'ErasureAnswer',
  schema: 'accounts',
  tableName: 'erasure_answer',
  properties: {
    requestId: p.uuid().primary(),
    domain: p.enum(answeringDomainNames).primary(),
    answeredAt: p.datetime(),
  },
});

/** One domain's word that it has erased its part. */
export class ErasureAnswer extends ErasureAnswerSchema.class {}
ErasureAnswerSchema.setClass(ErasureAnswer);
