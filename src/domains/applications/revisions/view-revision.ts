import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { ReachApplication } from '../applications/lock-application.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { compareFiles, compareRevisions, type Submitted } from './compare-revisions.js';
import type { ApplicationFindingView } from '../findings/finding.dto.js';
import { isMended } from '../findings/is-mended.js';
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

  async whole(caller: CallerIdentity, reach: ReachApplication, id: string, number: number): Promise<RevisionView> {
    return this.look(caller, reach, id, { action: 'view-revision', facts: { number } }, async (em) => {
      const revision = await this.find(em, id, number);
      return {
        ...toRevisionSummary(revision),
        ...openFrozenForm(this.encryption, revision),
        attachments: await this.withState(em, revision),
      };
    });
  }

  /** What differs from another submission, from the one before when none is named. */
  async changes(
    caller: CallerIdentity,
    reach: ReachApplication,
    id: string,
    number: number,
    since = number - 1,
  ): Promise<RevisionChangesView> {
    return this.look(caller, reach, id, { action: 'compare-revisions', facts: { number, since } }, async (em) => {
      const after = await this.find(em, id, number);
      const findings = await this.answered(em, after);
      if (since === 0) return { comparedWith: null, items: [], files: [], findings };
      const [before, present] = [this.submitted(await this.find(em, id, since)), this.submitted(after)];
      const [items, files] = [compareRevisions(before, present), compareFiles(before, present)];
      return { comparedWith: since, items, files, findings };
    });
  }

  /** The findings about the submission before, and whether this one mended them, whichever it is compared with. */
  private async answered(em: EntityManager, after: Revision): Promise<ApplicationFindingView[]> {
    const { applicationId, number, findings } = after;
    if (findings.length === 0) return [];
    const [reviewed, present] = [this.submitted(await this.find(em, applicationId, number - 1)), this.submitted(after)];
    return findings.map(({ pointer, comment }) => ({
      pointer,
      comment: this.encryption.open('remark', comment),
      mended: isMended(pointer, reviewed, present),
    }));
  }

  private async look<View>(
    caller: CallerIdentity,
    reach: ReachApplication,
    applicationId: string,
    audited: { action: string; facts: Record<string, unknown> },
    view: (em: EntityManager) => Promise<View>,
  ): Promise<View> {
    return this.em.transactional(async (em) => {
      await reach(em, caller, applicationId);
      const seen = await view(em);
      const subject = { subjectType: 'application', subjectId: applicationId };
      recordAudit(em, caller, { ...audited, ...subject, at: this.clock.now() });
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
