import type { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { idNumberHash, nameHash } from '../applicants/identity-hashes.js';
import { Revision } from '../revisions/revision.entity.js';
import type { FrozenForm } from '../revisions/frozen-form.js';
import type { SubmitApplicationRequest } from './application.dto.js';
import type { Application, SealedFinding, Submission } from './application.entity.js';
import type { SubmissionDraft } from './draft-submission.js';

/** What of a draft stands open beside the frozen form. */
export function submissionOf(
  encryption: FieldEncryption,
  draft: SubmissionDraft,
  { sendingUnit }: SubmitApplicationRequest,
): Submission {
  const { id: traineeId, name, maskedName, idNumber } = draft.applicant;
  const photoKey = draft.attachments.find(({ kind }) => kind === 'photo')?.objectKey ?? null;
  const hashes = {
    nameHash: nameHash(encryption, draft.identity.name),
    idNumberHash: idNumberHash(encryption, draft.identity.idNumber),
  };
  return { traineeId, name, maskedName, idNumber, ...hashes, photoKey, sendingUnit };
}

/** The revision of an application that has just taken the submission; `findings` are those that it answers. */
export function freezeSubmission(
  encryption: FieldEncryption,
  application: Application,
  { plan, identity, form, attachments }: SubmissionDraft,
  { sendingUnit, email }: SubmitApplicationRequest,
  { now, findings = [] }: { now: Date; findings?: SealedFinding[] },
): Revision {
  const content: FrozenForm = { applicant: { ...identity, email }, ...form };
  const sealed = encryption.seal('form', JSON.stringify(content));
  const submitted = { form: sealed, content, sendingUnit, attachments, findings };
  return Revision.freeze(application.id, application.revision, plan, submitted, now);
}
