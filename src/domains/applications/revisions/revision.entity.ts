import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import {
  type AttachmentKind,
  type AttachmentRequirement,
  type EligibilityRule,
  specialties,
} from '../../recruitment/contracts/index.js';
import type { Sealed } from '../../../platform/encryption/field-encryption.js';
import type { SealedFinding } from '../applications/application.entity.js';
import type { Attachment } from '../attachments/attachment.entity.js';
import type { KnownPlan } from '../plans/known-plan.entity.js';
import type { FrozenForm } from './frozen-form.js';
import { revisionDigest } from './revision-digest.js';

/** A file as it was when it was submitted; the object stays whatever becomes of the attachment. */
export interface FrozenAttachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly objectKey: string;
}

/** What the specialty asked for when this was submitted: what it asks for later changes nothing here. */
export interface FrozenRequirements {
  readonly version: number;
  readonly attachments: AttachmentRequirement[];
  readonly eligibility: EligibilityRule[];
}

const RevisionSchema = defineEntity({
  name: 'Revision',
  schema: 'applications',
  tableName: 'revision',
  uniques: [{ properties: ['applicationId', 'number'] }],
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid(),
    number: p.integer(),
    planId: p.uuid(),
    baseId: p.uuid(),
    baseName: p.string().length(200),
    batchName: p.string().length(200),
    specialty: p.enum(specialties),
    sendingUnit: p.string().length(100),
    // a `FrozenForm` as JSON; sealed, kind `form`
    form: p.text(),
    attachments: p.json<FrozenAttachment[]>(),
    // of the review that returned the submission before: what this one answers; none in what was kept before they were
    findings: p.json<SealedFinding[]>().default('[]'),
    // null in what was submitted before requirements were frozen
    requirements: p.json<FrozenRequirements>().strictNullable(),
    // 校验码, printed on each page of the form; null in what was submitted before there was one
    digest: p.string().columnType('char(19)').strictNullable(),
    submittedAt: p.datetime(),
  },
});

/** What was submitted, frozen at one submission. A trigger refuses every later change. */
export class Revision extends RevisionSchema.class {
  static freeze(
    applicationId: string,
    number: number,
    plan: KnownPlan,
    submitted: {
      form: Sealed;
      content: FrozenForm;
      sendingUnit: string;
      attachments: readonly Attachment[];
      findings: SealedFinding[];
    },
    now: Date,
  ): Revision {
    const { id: planId, baseId, baseName, batchName, specialty } = plan;
    const { sendingUnit, form, content, findings } = submitted;
    const attachments = submitted.attachments.map(freezeAttachment);
    const digested = { id: randomUUID(), baseName, batchName, specialty, sendingUnit, attachments };
    return Object.assign(new Revision(), {
      ...digested,
      ...{ applicationId, number, planId, baseId, form, findings },
      digest: revisionDigest(digested, content),
      requirements: {
        version: plan.requirementsVersion,
        attachments: plan.requirements,
        eligibility: plan.eligibility,
      },
      submittedAt: now,
    });
  }
}
RevisionSchema.setClass(Revision);

const freezeAttachment = ({
  id,
  kind,
  fileName,
  mediaType,
  size,
  sha256,
  objectKey,
}: Attachment): FrozenAttachment => ({
  ...{ id, kind, fileName, mediaType, size, sha256, objectKey },
});
