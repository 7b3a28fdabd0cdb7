import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { trailOfSubjects } from '../../../platform/audit/audit-trail.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import type { OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { ApplicationsDataExported } from '../../applications/contracts/index.js';
import { ReviewDataExported } from '../contracts/index.js';
import { TakeBack } from '../decisions/take-back.entity.js';
import { ReviewCase } from '../cases/review-case.entity.js';

/** This domain's answer to an export: what was decided and why, never who decided. */
@Injectable()
export class AnswerDataExport {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly parts: OwnDataParts,
  ) {}

  @Consumes(ApplicationsDataExported, 'review.own-data-exports')
  async answer(em: EntityManager, event: ApplicationsDataExported): Promise<void> {
    const { aggregateId, accountId } = event;
    recordEvent(em, ReviewDataExported, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
      partKey: await this.parts.write(aggregateId, 'review', await this.partOf(em, event)),
    });
  }

  private async partOf(em: EntityManager, event: ApplicationsDataExported): Promise<OwnDataPart> {
    const { accountId, applicationIds } = event;
    const applicationId = { $in: [...applicationIds] };
    const orderBy = { submittedAt: 'asc', applicationId: 'asc', applicationVersion: 'asc' } as const;
    const cases = await em.find(ReviewCase, { applicationId }, { orderBy });
    const ids = cases.map(({ id }) => id);
    const takenBack = await em.find(TakeBack, { caseId: { $in: ids } }, { orderBy: { askedAt: 'asc', id: 'asc' } });
    return {
      explained: {
        cases: '审核件：每次提交的审核阶段、结论、原因、审核意见和逐份材料的结论',
        takenBackDecisions: '审核人撤回过的审核结论及撤回的原因',
        auditTrail: '审计记录：审核件的办理',
      },
      data: {
        cases: cases.map((reviewCase) => this.caseOf(reviewCase)),
        takenBackDecisions: takenBack.map((takeBack) => this.takenBackOf(takeBack)),
        auditTrail: await trailOfSubjects(em, accountId, ids),
      },
      files: [],
    };
  }

  private caseOf(reviewCase: ReviewCase) {
    const { id, applicationId, stage, revision, submission, planId, baseId, batchId, specialty } = reviewCase;
    const { maskedApplicantName, sendingUnit, submittedAt, reason, findings, closedAt, closedBecause } = reviewCase;
    return {
      ...{ id, applicationId, stage, revision, submission, planId, baseId, batchId, specialty },
      ...{ maskedApplicantName, sendingUnit, submittedAt },
      // who is at it now is nobody's business but the base's
      status: reviewCase.status === 'claimed' ? 'waiting' : reviewCase.status,
      decidedAt: reviewCase.decidedAt,
      ...this.wordsOf({ reason, findings, documents: reviewCase.documents }),
      closedAt,
      closedBecause,
    };
  }

  private takenBackOf(takeBack: TakeBack) {
    const { caseId, state, askedAt, outcome, decidedAt, decisionReason, findings, documents } = takeBack;
    const decision = { outcome, decidedAt, ...this.wordsOf({ reason: decisionReason, findings, documents }) };
    return { caseId, state, askedAt, because: this.open(takeBack.reason), decision };
  }

  private wordsOf({ reason, findings, documents }: Pick<ReviewCase, 'reason' | 'findings' | 'documents'>) {
    return {
      reason: this.open(reason),
      findings: findings.map(({ pointer, comment }) => ({ pointer, comment: this.open(comment) })),
      documents: documents.map(({ fileId, verdict, comment }) => ({ fileId, verdict, comment: this.open(comment) })),
    };
  }

  private open(sealed: string | null | undefined): string | null {
    return sealed == null ? null : this.encryption.open('remark', sealed);
  }
}
