import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { findDraftPage } from './find-draft-page.js';
import { ReceiveSignaturePage } from './receive-signature-page.js';
import { type SignaturePageView, toSignaturePageView } from './signature-page.dto.js';
import { findPositions } from './signature-page.entity.js';

/** Puts another scan in the place of a page that was not submitted yet; the sweep removes the first one's object. */
@Injectable()
export class ReplaceSignaturePage {
  constructor(
    private readonly objects: ObjectStore,
    private readonly receiveSignaturePage: ReceiveSignaturePage,
  ) {}

  run(
    caller: CallerIdentity,
    { applicationId, id }: { applicationId: string; id: string },
    request: FastifyRequest,
  ): Promise<SignaturePageView> {
    return this.receiveSignaturePage.run(
      { caller, applicationId, replaces: id, request },
      async (em, file, formNumber) => {
        const page = await findDraftPage(em, applicationId, id);
        const { sha256: replaced } = page;
        page.replace(file, formNumber);
        recordAudit(em, caller, {
          action: 'replace-signature-page',
          subjectType: 'application',
          subjectId: applicationId,
          at: file.uploadedAt,
          facts: { pageId: id, replaced, sha256: file.sha256, formNumber },
        });
        const positions = await findPositions(em, applicationId);
        return toSignaturePageView(this.objects, page, positions.get(id) as number);
      },
    );
  }
}
