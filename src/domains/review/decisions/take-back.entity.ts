import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import type { Sealed } from '../../../platform/encryption/field-encryption.js';
import type { ReviewCase } from '../cases/review-case.entity.js';
import { type ReviewOutcome, reviewOutcomes } from '../contracts/index.js';
import type { SealedFinding, SealedVerdict } from './sealed-decision.js';
import { type TakeBackAction, takeBackLifecycle } from './take-back.lifecycle.js';

const TakeBackSchema = defineEntity({
  name: 'TakeBack',
  schema: 'review',
  tableName: 'take_back',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    state: p.enum(takeBackLifecycle.states),
    // why; sealed, kind `remark`
    reason: p.text(),
    askedAt: p.datetime(),
    settledAt: p.datetime().strictNullable(),
    // code of the rule that refused
    refusal: p.string().length(80).strictNullable(),
    // the decision as it was, by whom and when: a case keeps only the one that counts
    outcome: p.enum(reviewOutcomes),
    // sealed, kind `remark`
    decisionReason: p.text().strictNullable(),
    findings: p.json<SealedFinding[]>(),
    documents: p.json<SealedVerdict[]>(),
    decidedBy: p.uuid(),
    decidedAt: p.datetime(),
  },
  uniques: [{ properties: ['caseId'], where: "state = 'asked'", name: 'take_back_asked_once' }],
  indexes: [{ properties: ['caseId', 'askedAt'], name: 'take_back_of_case_index' }],
  checks: [
    { name: 'take_back_settled_at', expression: "(state = 'asked') = (settled_at is null)" },
    { name: 'take_back_refused_by_a_rule', expression: "(state = 'refused') = (refusal is not null)" },
  ],
});

/** One wish to take a decision back (撤回审核结论), with the decision that it is about: nothing is lost by it. */
export class TakeBack extends TakeBackSchema.class {
  /** Of a case that is still decided. */
  static ask({ id, ...decided }: ReviewCase, reason: Sealed, askedAt: Date): TakeBack {
    const { status, reason: decisionReason = null, findings, documents, decidedBy, decidedAt } = decided;
    const asked = { id: randomUUID(), caseId: id, state: takeBackLifecycle.initial, reason, askedAt };
    const decision = { outcome: status as ReviewOutcome, decisionReason, findings, documents, decidedBy, decidedAt };
    return Object.assign(new TakeBack(), asked, decision, { settledAt: null, refusal: null });
  }

  complete(at: Date): void {
    this.settle('complete', at);
  }

  /** `refusal` is the code of the rule that refused. */
  refuse(refusal: string, at: Date): void {
    this.settle('refuse', at);
    this.refusal = refusal;
  }

  private settle(action: TakeBackAction, at: Date): void {
    this.state = takeBackLifecycle.next(this.state, action);
    this.settledAt = at;
  }
}
TakeBackSchema.setClass(TakeBack);
