import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { findManagedApplication } from '../applications/find-managed-application.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { compareRevisions, type Submitted } from './compare-revisions.js';
import { openFrozenForm } from './frozen-form.js';
import type { FrozenAttachmentView, RevisionChangesView, RevisionView } from './revision.dto.js';
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
  ) {}

  async whole(admin: CallerIdentity, applicationId: string, number: number): Promise<RevisionView> {
    return this.look(admin, applicationId, 'view-revision', { number }, async (em) => {
      const revision = await this.find(em, applicationId, number);
      return {
        ...toRevisionSummary(revision),
        ...openFrozenForm(this.encryption, revision),
        attachments: await this.withState(em, revision),
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

  /** What was frozen does not tell what has become of a file since. */
  private async withState(em: EntityManager, { attachments }: Revision): Promise<FrozenAttachmentView[]> {
    const rows = await em.find(Attachment, { id: { $in: attachments.map(({ id }) => id) } });
    const states = new Map(rows.map((row) => [row.id, row]));
    return attachments.map(({ objectKey: _, ...attachment }) => ({
      ...attachment,
      status: states.get(attachment.id)?.status ?? 'lost',
      hasThumbnail: Boolean(states.get(attachment.id)?.thumbnailKey),
    }));
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
