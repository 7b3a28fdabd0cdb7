import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { ApplicationNotFound } from '../applications/application.problems.js';
import { type DownloadLinkView, linkTo, linkToThumbnail } from '../uploads/link.dto.js';
import { Attachment } from './attachment.entity.js';
import { AttachmentNotFound } from './attachment.problems.js';

interface Submitted {
  readonly base_id: string;
  readonly holds: boolean;
}

/**
 * A file of an application, for the administrators of the bases that it was submitted to: after a resubmission to
 * another base the former one still reads what it was given, and the new one only what it was given. Also one that its
 * owner deleted since. Each look commits with its audit record, or shows nothing.
 */
@Injectable()
export class ViewAttachment {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  content(admin: CallerIdentity, applicationId: string, id: string): Promise<DownloadLinkView> {
    return this.look(admin, applicationId, id, 'view-attachment', linkTo);
  }

  thumbnail(admin: CallerIdentity, applicationId: string, id: string): Promise<DownloadLinkView> {
    return this.look(admin, applicationId, id, 'view-attachment-thumbnail', linkToThumbnail);
  }

  private look(
    admin: CallerIdentity,
    applicationId: string,
    attachmentId: string,
    action: string,
    link: typeof linkTo,
  ): Promise<DownloadLinkView> {
    return this.em.transactional(async (em) => {
      const revisions = await em.execute<Submitted[]>(
        `select base_id, attachments @> jsonb_build_array(jsonb_build_object('id', ?::text)) as holds
         from applications.revision where application_id = ?`,
        [attachmentId.toLowerCase(), applicationId],
      );
      const given = revisions.filter(({ base_id }) => admin.actsFor(base_id));
      if (given.length === 0) throw new ApplicationNotFound();
      if (!given.some(({ holds }) => holds)) throw new AttachmentNotFound();
      const failHandler = () => new AttachmentNotFound();
      const attachment = await em.findOneOrFail(Attachment, { id: attachmentId }, { failHandler });
      const seen = await link(this.objects, attachment);
      const subject = { subjectType: 'application', subjectId: applicationId };
      recordAudit(em, admin, { action, ...subject, at: this.clock.now(), facts: { attachmentId } });
      return seen;
    });
  }
}
