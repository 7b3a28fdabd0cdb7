import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { applicationLifecycle } from '../applications/application.lifecycle.js';
import { findOwnApplication, lockOwnApplication } from '../applications/lock-application.js';
import { KeepUpload } from '../uploads/keep-upload.js';
import { readMultipart } from '../uploads/read-multipart.js';
import type { StoredFile } from '../uploads/stored-file.js';
import { signaturePageRules } from '../uploads/upload-rules.js';
import { findDraftPage } from './find-draft-page.js';
import { readFormNumber } from './read-form-number.js';
import type { SignaturePageView } from './signature-page.dto.js';

interface PageRequest {
  readonly caller: CallerIdentity;
  readonly applicationId: string;
  /** The page whose place it takes. */
  readonly replaces?: string;
  readonly request: FastifyRequest;
}

type RecordPage = (em: EntityManager, file: StoredFile, formNumber: string | null) => Promise<SignaturePageView>;

/** Receives the scan of a page while a set can be submitted, and refuses one whose QR code is of another form. */
@Injectable()
export class ReceiveSignaturePage {
  constructor(
    private readonly em: EntityManager,
    private readonly keepUpload: KeepUpload,
  ) {}

  /** `record` writes the row, with the application locked. */
  async run({ caller, applicationId, replaces, request }: PageRequest, record: RecordPage): Promise<SignaturePageView> {
    const upload = await readMultipart(request);
    try {
      // before megabytes are read for nothing; decided again under the lock
      const { status } = await findOwnApplication(this.em, caller, applicationId);
      if (replaces !== undefined) await findDraftPage(this.em, applicationId, replaces);
      applicationLifecycle.next(status, 'submit-signature-pages');
    } catch (error) {
      upload.stream.resume();
      throw error;
    }
    const asked = { request, caller, upload };
    return this.keepUpload.run(asked, 'signature-page', signaturePageRules, async (em, file, { qrCodes = [] }) => {
      const application = await lockOwnApplication(em, caller, applicationId);
      applicationLifecycle.next(application.status, 'submit-signature-pages');
      return record(em, file, await readFormNumber(em, application, qrCodes));
    });
  }
}
