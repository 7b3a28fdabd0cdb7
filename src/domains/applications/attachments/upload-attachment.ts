import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { attachmentKinds } from '../../recruitment/contracts/index.js';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { identifyApplicant } from '../applicants/identify-applicant.js';
import { KeepUpload } from '../uploads/keep-upload.js';
import { missingPart, readMultipart } from '../uploads/read-multipart.js';
import { documentRules, photoRules } from '../uploads/upload-rules.js';
import { type AttachmentView, toAttachmentView } from './attachment.dto.js';
import { Attachment } from './attachment.entity.js';
import { TooManyAttachments } from './attachment.problems.js';

const MAX_PER_KIND = 10;

/** Adds a file to a trainee's form, of the kind that the request names. */
@Injectable()
export class UploadAttachment {
  constructor(private readonly keepUpload: KeepUpload) {}

  async run(caller: CallerIdentity, request: FastifyRequest): Promise<AttachmentView> {
    const upload = await readMultipart(request);
    const kind = attachmentKinds.find((known) => known === upload.fields.kind);
    if (!kind) {
      // read to its end, so that the sender comes to read the refusal
      upload.stream.resume();
      throw kindMissing();
    }
    const rules = kind === 'photo' ? photoRules : documentRules;
    return this.keepUpload.run({ request, caller, upload }, 'attachment', rules, async (em, file) => {
      // one upload after another, or two at once would both find room for one more
      await identifyApplicant(em, caller.id, LockMode.PESSIMISTIC_WRITE);
      const count = await em.count(Attachment, { traineeId: caller.id, kind, deletedAt: null });
      if (count >= MAX_PER_KIND) throw new TooManyAttachments({ members: { kind, max: MAX_PER_KIND } });
      const attachment = Attachment.of(caller.id, kind, file);
      em.persist(attachment);
      recordAudit(em, caller, {
        action: 'upload-attachment',
        subjectType: 'attachment',
        subjectId: attachment.id,
        at: file.uploadedAt,
        facts: { kind, sha256: file.sha256 },
      });
      return toAttachmentView(attachment);
    });
  }
}

const kindMissing = () =>
  missingPart('kind' satisfies keyof AttachmentView, {
    zh: `附件种类应在文件之前给出，取值之一：${attachmentKinds.join('、')}`,
    en: `the kind stands before the file and is one of ${attachmentKinds.join(', ')}`,
  });
