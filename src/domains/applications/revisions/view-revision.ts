import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { findManagedApplication } from '../applications/find-managed-application.js';
import { AttachmentNotFound } from '../attachments/attachment.problems.js';
import { type DownloadLinkView, linkTo } from '../uploads/link.dto.js';
import { compareRevisions, type Submitted } from './compare-revisions.js';
import { openFrozenForm } from './frozen-form.js';
import type { RevisionChangesView, RevisionView } from './revision.dto.js';
import { Revision } from './revision.entity.js';
import { RevisionNotFound } from './revision.problems.js';
import { toRevisionSummary } from './find-revisions.js';

const MAX_NUMBER = 2 ** 31 - 1;

/** Looks at whole personal data of a submission. Each look commits with its audit record, or shows nothing. */
@Injectable()
export class ViewRevision {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly objects: ObjectStore,
  ) {}

  async whole(admin: CallerIdentity, applicationId: string, number: number): Promise<RevisionView> {
    return this.look(admin, applicationId, 'view-revision', { number }, async (em) => {
      const revision = await this.find(em, applicationId, number);
      return {
        ...toRevisionSummary(revision),
        ...openFrozenForm(this.encryption, revision),
        attachments: revision.attachments.map(({ objectKey: _, ...attachment }) => attachment),
      };
    });
  }

  /** What differs from the submission before. */
  async changes(admin: CallerIdentity, applicationId: string, number: number): Promise<RevisionChangesView> {
    return this.look(admin, applicationId, 'compare-revisions', { number }, async (em) => {
      const after = await this.find(em, applicationId, number);
      if (number === 1) return { comparedWith: null, items: [] };
      const before = await this.find(em, applicationId, number - 1);
      return { comparedWith: number - 1, items: compareRevisions(this.submitted(before), this.submitted(after)) };
    });
  }

  /** A file of any submission of the application, also one that its owner deleted since. */
  async attachment(admin: CallerIdentity, applicationId: string, attachmentId: string): Promise<DownloadLinkView> {
    return this.look(admin, applicationId, 'view-attachment', { attachmentId }, async (em) => {
      const revisions = await em.find(Revision, { applicationId });
      const frozen = revisions.flatMap(({ attachments }) => attachments).find(({ id }) => id === attachmentId);
      if (!frozen) throw new AttachmentNotFound();
      return linkTo(this.objects, frozen);
    });
  }

  private async look<View>(
    admin: CallerIdentity,
    applicationId: string,
    action: string,
    facts: Record<string, unknown>,
    view: (em: EntityManager) => Promise<View>,
  ): Promise<View> {
    return this.em.transactional(async (em) => {
      await findManagedApplication(em, admin, applicationId);
      const seen = await view(em);
      const at = this.clock.now();
      recordAudit(em, admin, { action, subjectType: 'application', subjectId: applicationId, at, facts });
      return seen;
    });
  }

  private async find(em: EntityManager, applicationId: string, number: number): Promise<Revision> {
    // past what the column holds the database would fail instead of finding nothing
    if (number > MAX_NUMBER) throw new RevisionNotFound();
    return em.findOneOrFail(Revision, { applicationId, number }, { failHandler: () => new RevisionNotFound() });
  }

  private submitted(revision: Revision): Submitted {
    const { attachments, planId, sendingUnit } = revision;
    return { form: openFrozenForm(this.encryption, revision), attachments, planId, sendingUnit };
  }
}
