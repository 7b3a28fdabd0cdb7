import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { FieldEncryption, type Sealed } from '../../../platform/encryption/field-encryption.js';
import { Account } from '../account.entity.js';
import { answeringDomainNames, answeringDomains } from '../data-exports/answering-domains.js';
import type {
  ErasureAnswerView,
  ErasureRequestSummaryView,
  ErasureRequestView,
  OwnErasureRequestView,
} from './erasure.dto.js';
import { ErasureAnswer, type ErasureRequest } from './erasure-request.entity.js';
import { administratorActions, erasureRequestLifecycle, traineeActions } from './erasure-request.lifecycle.js';

/** Requests for erasure as their trainee and as administrators see them. */
@Injectable()
export class ErasureViews {
  constructor(private readonly encryption: FieldEncryption) {}

  own(request: ErasureRequest): OwnErasureRequestView {
    return {
      id: request.id,
      status: request.status,
      reason: this.open(request.reason),
      refusal: this.open(request.refusal),
      requestedAt: request.requestedAt.toISOString(),
      decidedAt: request.decidedAt?.toISOString() ?? null,
      availableActions: traineeActions.filter((action) => erasureRequestLifecycle.allows(request.status, action)),
    };
  }

  async summaries(em: EntityManager, requests: readonly ErasureRequest[]): Promise<ErasureRequestSummaryView[]> {
    const accounts = await em.find(Account, { id: { $in: requests.map(({ accountId }) => accountId) } });
    const maskedNames = new Map(accounts.map(({ id, maskedName }) => [id, maskedName]));
    return requests.map((request) => ({
      id: request.id,
      accountId: request.accountId,
      maskedName: maskedNames.get(request.accountId) || null,
      status: request.status,
      requestedAt: request.requestedAt.toISOString(),
      decidedAt: request.decidedAt?.toISOString() ?? null,
      completedAt: request.completedAt?.toISOString() ?? null,
      availableActions: administratorActions.filter((action) => erasureRequestLifecycle.allows(request.status, action)),
    }));
  }

  async whole(em: EntityManager, request: ErasureRequest): Promise<ErasureRequestView> {
    const [summary] = await this.summaries(em, [request]);
    return {
      ...(summary as ErasureRequestSummaryView),
      reason: this.open(request.reason),
      refusal: this.open(request.refusal),
      decidedBy: request.decidedBy,
      answers: await answersOf(em, request),
    };
  }

  private open(sealed: Sealed | null): string | null {
    return sealed === null ? null : this.encryption.open('remark', sealed);
  }
}

async function answersOf(em: EntityManager, { id, status }: ErasureRequest): Promise<ErasureAnswerView[]> {
  if (status !== 'approved' && status !== 'completed') return [];
  const answers = await em.find(ErasureAnswer, { requestId: id });
  return answeringDomainNames.map((domain) => {
    const answer = answers.find((one) => one.domain === domain);
    return {
      domain,
      title: answeringDomains[domain],
      answeredAt: answer?.answeredAt.toISOString() ?? null,
    };
  });
}
