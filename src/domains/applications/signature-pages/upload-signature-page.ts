import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { applicationLifecycle } from '../applications/application.lifecycle.js';
import { findOwnApplication, lockOwnApplication } from '../applications/lock-application.js';
import { KeepUpload } from '../uploads/keep-upload.js';
import { readMultipart } from '../uploads/read-multipart.js';
import { documentRules } from '../uploads/upload-rules.js';
import { type SignaturePageView, toSignaturePageView } from './signature-page.dto.js';
import { SignaturePage } from './signature-page.entity.js';
import { TooManySignaturePages } from './signature-page.problems.js';

const MAX_PAGES = 20;

/** 上传签字盖章页: adds a page to the set that is not submitted yet, while a set can be submitted. */
@Injectable()
export class UploadSignaturePage {
  constructor(
    private readonly em: EntityManager,
    private readonly objects: ObjectStore,
    private readonly keepUpload: KeepUpload,
  ) {}

  async run(caller: CallerIdentity, applicationId: string, request: FastifyRequest): Promise<SignaturePageView> {
    const upload = await readMultipart(request);
    try {
      // before megabytes are read for nothing; decided again under the lock
      const { status } = await findOwnApplication(this.em, caller, applicationId);
      applicationLifecycle.next(status, 'submit-signature-pages');
    } catch (error) {
      upload.stream.resume();
      throw error;
    }
    return this.keepUpload.run({ request, caller, upload }, 'signature-page', documentRules, async (em, file) => {
      const { status } = await lockOwnApplication(em, caller, applicationId);
      applicationLifecycle.next(status, 'submit-signature-pages');
      const count = await em.count(SignaturePage, { applicationId, submission: null });
      if (count >= MAX_PAGES) throw new TooManySignaturePages({ members: { max: MAX_PAGES } });
      const page = SignaturePage.of(applicationId, file);
      em.persist(page);
      recordAudit(em, caller, {
        action: 'upload-signature-page',
        subjectType: 'application',
        subjectId: applicationId,
        at: file.uploadedAt,
        facts: { pageId: page.id, sha256: file.sha256 },
      });
      return toSignaturePageView(this.objects, page);
    });
  }
}
