import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { MAX_PAGES } from './max-pages.js';
import { ReceiveSignaturePage } from './receive-signature-page.js';
import { type SignaturePageView, toSignaturePageView } from './signature-page.dto.js';
import { SignaturePage } from './signature-page.entity.js';
import { TooManySignaturePages } from './signature-page.problems.js';

/** 上传签字盖章页: adds a page to the set that is not submitted yet, while a set can be submitted. */
@Injectable()
export class UploadSignaturePage {
  constructor(
    private readonly objects: ObjectStore,
    private readonly receiveSignaturePage: ReceiveSignaturePage,
  ) {}

  run(caller: CallerIdentity, applicationId: string, request: FastifyRequest): Promise<SignaturePageView> {
    return this.receiveSignaturePage.run({ caller, applicationId, request }, async (em, file, formNumber) => {
      const count = await em.count(SignaturePage, { applicationId, submission: null });
      if (count >= MAX_PAGES) throw new TooManySignaturePages({ members: { max: MAX_PAGES } });
      const page = SignaturePage.of(applicationId, file, formNumber);
      em.persist(page);
      recordAudit(em, caller, {
        action: 'upload-signature-page',
        subjectType: 'application',
        subjectId: applicationId,
        at: file.uploadedAt,
        facts: { pageId: page.id, sha256: file.sha256, formNumber },
      });
      return toSignaturePageView(this.objects, page, count + 1);
    });
  }
}
