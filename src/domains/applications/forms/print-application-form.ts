import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type DocumentFormat, Documents } from '../../../platform/documents/documents.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { ObjectMissing, ObjectStore } from '../../../platform/objects/object-store.js';
import { Settings } from '../../../platform/settings/settings.js';
import { findOwnApplication } from '../applications/lock-application.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { openFrozenForm } from '../revisions/frozen-form.js';
import { Revision } from '../revisions/revision.entity.js';
import { applicationForm } from './application-form.js';
import { FormNotReady } from './form.problems.js';
import { IssuedForm } from './issued-form.entity.js';
import { verificationUrl } from './verification-url.js';

export interface PrintedForm {
  readonly number: string;
  readonly content: Buffer;
}

/** 打印申请表: the form of the revision that passed first review, the same bytes at each printing. */
@Injectable()
export class PrintApplicationForm {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly encryption: FieldEncryption,
    private readonly objects: ObjectStore,
    private readonly documents: Documents,
  ) {}

  async run(trainee: CallerIdentity, applicationId: string, format: DocumentFormat): Promise<PrintedForm> {
    const { issued, revision } = await this.audited(trainee, applicationId, format);
    const photo = revision.attachments.find(({ kind }) => kind === 'photo');
    const content = await this.documents.render(
      applicationForm({
        issued,
        revision,
        form: openFrozenForm(this.encryption, revision),
        photo: photo && (await this.photoOf(photo.id)),
        verificationUrl: verificationUrl(this.settings.callersUrl, issued.number),
      }),
      format,
    );
    return { number: issued.number, content };
  }

  /** A photo that was lost or quarantined keeps nobody from printing: the form leaves a place to glue one on. */
  private async photoOf(id: string): Promise<Buffer | undefined> {
    const kept = await this.em.findOne(Attachment, { id, status: 'kept' });
    if (!kept) return undefined;
    return this.objects.getBuffer(kept.objectKey).catch((error: unknown) => {
      if (error instanceof ObjectMissing) return undefined;
      throw error;
    });
  }

  /** The print shows whole personal data, and so it leaves an audit record. */
  private audited(
    trainee: CallerIdentity,
    applicationId: string,
    format: DocumentFormat,
  ): Promise<{ issued: IssuedForm; revision: Revision }> {
    return this.em.transactional(async (em) => {
      const application = await findOwnApplication(em, trainee, applicationId);
      const failHandler = () => new FormNotReady();
      const issued = await em.findOneOrFail(
        IssuedForm,
        { applicationId, revision: application.revision, revokedAt: null },
        { failHandler },
      );
      const revision = await em.findOneOrFail(Revision, { applicationId, number: issued.revision });
      recordAudit(em, trainee, {
        action: 'print-application-form',
        subjectType: 'application',
        subjectId: applicationId,
        at: this.clock.now(),
        facts: { number: issued.number, format },
      });
      return { issued, revision };
    });
  }
}
