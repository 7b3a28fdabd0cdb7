import type { FieldEncryption, Sealed } from '../../../platform/encryption/field-encryption.js';
import type { Application } from '../applications/application.entity.js';
import type { Attachment } from '../attachments/attachment.entity.js';
import { openFrozenForm } from '../revisions/frozen-form.js';
import type { FrozenAttachment, Revision } from '../revisions/revision.entity.js';
import type { HeldRecords } from './held-records.js';
import type { OwnFiles } from './own-files.js';

/** Applications with all that belongs to them, opened. */
export class OpenedApplications {
  constructor(
    private readonly encryption: FieldEncryption,
    private readonly held: HeldRecords,
    private readonly files: OwnFiles,
  ) {}

  one(application: Application) {
    const { id, planId, baseId, batchId, specialty, status, sendingUnit, maskedName } = application;
    const { reason, findings, submittedAt, statusChangedAt } = application;
    const ofThis = <Row extends { applicationId: string }>(rows: readonly Row[]) =>
      rows.filter(({ applicationId }) => applicationId === id);
    return {
      ...{ id, planId, baseId, batchId, specialty, status, sendingUnit, submittedAt, statusChangedAt },
      name: this.encryption.open('name', application.name),
      maskedName,
      idNumber: this.encryption.open('id-number', application.idNumber),
      reason: this.remark(reason),
      findings: findings.map(({ pointer, comment }) => ({ pointer, comment: this.remark(comment) })),
      revisions: ofThis(this.held.revisions).map((revision) => this.revisionOf(revision)),
      timeline: ofThis(this.held.timeline).map(({ at, actor, action, outcome, from, to, ...entry }) => ({
        ...{ at, actor, action, outcome, from, to },
        revision: entry.revision,
        submission: entry.submission,
        reason: this.remark(entry.reason),
        refusal: entry.refusal,
      })),
      waitingDecisions: ofThis(this.held.waiting).map(({ action, at, reason: told }) => ({
        action,
        at,
        reason: this.remark(told),
      })),
      signaturePages: ofThis(this.held.pages).map((page) => ({
        submission: page.submission,
        formNumber: page.formNumber,
        ...openedFile(page, this.files),
      })),
      issuedForms: ofThis(this.held.issuedForms).map(({ number, revision, issuedAt }) => ({
        number,
        revision,
        issuedAt,
      })),
    };
  }

  private revisionOf(revision: Revision) {
    const { number, planId, baseId, baseName, batchName, specialty, sendingUnit, submittedAt } = revision;
    return {
      ...{ number, planId, baseId, baseName, batchName, specialty, sendingUnit, submittedAt },
      form: openFrozenForm(this.encryption, revision),
      attachments: revision.attachments.map((attachment) => openedFile(attachment, this.files)),
      answeredFindings: revision.findings.map(({ pointer, comment }) => ({ pointer, comment: this.remark(comment) })),
      requirements: revision.requirements,
    };
  }

  private remark(sealed: Sealed | null | undefined): string | null {
    return sealed ? this.encryption.open('remark', sealed) : null;
  }
}

type HeldFile = Omit<FrozenAttachment, 'kind'> & Partial<Pick<Attachment, 'kind' | 'uploadedAt' | 'deletedAt'>>;

/** A file as its row tells of it, and where it stands in the export. */
export const openedFile = (held: HeldFile, files: OwnFiles) => {
  const { id, kind, fileName, mediaType, size, sha256, uploadedAt, deletedAt } = held;
  return { id, kind, fileName, mediaType, size, sha256, uploadedAt, deletedAt, file: files.pathOf(held) };
};
