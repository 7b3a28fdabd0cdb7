import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { maskIdNumber } from '../../../platform/encryption/mask.js';
import { refusalBody } from '../../../platform/http/send-problem.js';
import type { Problem } from '../../../platform/problems/problem.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import { identifyApplicant } from '../applicants/identify-applicant.js';
import { findNamedPlan } from '../plans/find-named-plan.js';
import { compareRevisions, type FieldChange } from '../revisions/compare-revisions.js';
import { openFrozenForm } from '../revisions/frozen-form.js';
import { Revision } from '../revisions/revision.entity.js';
import { DraftSubmission, type SubmissionDraft } from './draft-submission.js';
import { refusalsOfFirst, refusalsOfNext } from './judge-submission.js';
import { findOwnApplication } from './lock-application.js';
import type { PreviewSubmissionRequest, SubmissionPreviewView } from './submission-preview.dto.js';

/** 确认报名信息: exactly what would be submitted now, and everything that keeps it from being accepted. Changes nothing. */
@Injectable()
export class PreviewSubmission {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly draftSubmission: DraftSubmission,
  ) {}

  async first(trainee: CallerIdentity, { planId }: PreviewSubmissionRequest): Promise<SubmissionPreviewView> {
    const draft = await this.draft(trainee, planId);
    return this.view(draft, await refusalsOfFirst(this.em, draft, this.clock.now()));
  }

  async next(trainee: CallerIdentity, id: string, request: PreviewSubmissionRequest): Promise<SubmissionPreviewView> {
    const application = await findOwnApplication(this.em, trainee, id);
    const draft = await this.draft(trainee, request.planId);
    const refusals = refusalsOfNext(application, draft, this.clock.now());
    const last = await this.em.findOne(Revision, { applicationId: id, number: application.revision });
    return this.view(draft, refusals, last);
  }

  private async draft(trainee: CallerIdentity, planId: string): Promise<SubmissionDraft> {
    const applicant = await identifyApplicant(this.em, trainee.id);
    return this.draftSubmission.run(this.em, applicant, await findNamedPlan(this.em, planId));
  }

  private view(draft: SubmissionDraft, refusals: Problem[], last: Revision | null = null): SubmissionPreviewView {
    const { plan, identity, form, attachments, digest } = draft;
    const { name, idNumber, sex, birthDate, phone } = identity;
    const language = currentScope()?.language ?? 'zh';
    const submitted = last && openFrozenForm(this.encryption, last);
    const sendingUnit = last?.sendingUnit ?? null;
    const email = submitted?.applicant.email ?? identity.email;
    return {
      acceptable: refusals.length === 0,
      refusals: refusals.map((refusal) => refusalBody(refusal, language)),
      previewDigest: digest,
      ...{ planId: plan.id, baseId: plan.baseId, baseName: plan.baseName, batchName: plan.batchName },
      ...{ specialty: plan.specialty, requirementsVersion: plan.requirementsVersion },
      closesAt: (last ? plan.resubmissionEndsAt : plan.closesAt).toISOString(),
      ...{ sendingUnit, email, phone },
      identity: { name, maskedIdNumber: maskIdNumber(idNumber), sex, birthDate },
      ...form,
      attachments: attachments.map(({ id, kind, fileName, mediaType, size, sha256, status, thumbnailKey }) => ({
        ...{ id, kind, fileName, mediaType, size, sha256, status },
        hasThumbnail: Boolean(thumbnailKey),
      })),
      comparedWith: last?.number ?? null,
      changes: last && submitted ? this.changes(draft, last, email ?? '') : [],
    };
  }

  /** Against what was submitted last; unit and e-mail are asked for with the submission and count as unchanged. */
  private changes(
    { plan, identity, form, attachments }: SubmissionDraft,
    last: Revision,
    email: string,
  ): FieldChange[] {
    const { sendingUnit } = last;
    const before = { ...last, form: openFrozenForm(this.encryption, last) };
    const after = { planId: plan.id, sendingUnit, attachments, form: { applicant: { ...identity, email }, ...form } };
    return compareRevisions(before, after);
  }
}
