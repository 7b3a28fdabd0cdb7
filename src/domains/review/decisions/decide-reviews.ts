import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Problem } from '../../../platform/problems/problem.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import { DecideReview } from './decide-review.js';
import type { BatchDecision, BatchDecisionResult, BatchDecisionsView, DecisionRefusalView } from './decision.dto.js';

/** Decides many cases, each in a transaction of its own: one refusal undoes none of the others. */
@Injectable()
export class DecideReviews {
  constructor(
    private readonly em: EntityManager,
    private readonly decideReview: DecideReview,
  ) {}

  async run(reviewer: CallerIdentity, decisions: readonly BatchDecision[]): Promise<BatchDecisionsView> {
    const results = new Map<BatchDecision, BatchDecisionResult>();
    // in the order of their ids: two batches inside one idempotency key each would otherwise lock each other's cases
    for (const decision of decisions.toSorted((one, other) => (one.caseId < other.caseId ? -1 : 1))) {
      results.set(decision, await this.decideOne(reviewer, decision));
      // what was decided is stored: each next transaction would copy it into its own entity manager
      this.em.clear();
    }
    return { results: decisions.map((decision) => results.get(decision) as BatchDecisionResult) };
  }

  private async decideOne(reviewer: CallerIdentity, decision: BatchDecision): Promise<BatchDecisionResult> {
    const { caseId, version } = decision;
    try {
      await this.decideReview.run(reviewer, { id: caseId, version, claimFirst: true }, decision);
      return { caseId, decided: true, refusal: null };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { caseId, decided: false, refusal: toDecisionRefusalView(error) };
    }
  }
}

function toDecisionRefusalView({ spec, details }: Problem): DecisionRefusalView {
  const { claimedBy, claimedUntil, decidedBy, decidedAt } = (details.members ?? {}) as Partial<DecisionRefusalView>;
  return {
    code: spec.code,
    title: spec.title[currentScope()?.language ?? 'zh'],
    claimedBy: claimedBy ?? null,
    claimedUntil: claimedUntil ?? null,
    decidedBy: decidedBy ?? null,
    decidedAt: decidedAt ?? null,
  };
}
