import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { findPage, type Page } from '../../../platform/http/page.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { type DownloadLinkView, linkTo, linkToThumbnail } from '../uploads/link.dto.js';
import { type AttachmentView, type ListAttachmentsQuery, toAttachmentView } from './attachment.dto.js';
import { Attachment } from './attachment.entity.js';
import { AttachmentNotFound } from './attachment.problems.js';

/** A trainee's own files, those taken off the form left out. */
@Injectable()
export class FindAttachments {
  constructor(
    private readonly em: EntityManager,
    private readonly objects: ObjectStore,
  ) {}

  page(trainee: CallerIdentity, query: ListAttachmentsQuery): Promise<Page<AttachmentView>> {
    return findPage(
      this.em,
      Attachment,
      { traineeId: trainee.id, deletedAt: null, ...(query.kind && { kind: query.kind }) },
      { uploadedAt: 'desc', id: 'desc' },
      query,
      toAttachmentView,
    );
  }

  async one(trainee: CallerIdentity, id: string): Promise<AttachmentView> {
    return toAttachmentView(await this.own(trainee, id));
  }

  async link(trainee: CallerIdentity, id: string): Promise<DownloadLinkView> {
    return linkTo(this.objects, await this.own(trainee, id));
  }

  async thumbnail(trainee: CallerIdentity, id: string): Promise<DownloadLinkView> {
    return linkToThumbnail(this.objects, await this.own(trainee, id));
  }

  private own(trainee: CallerIdentity, id: string): Promise<Attachment> {
    return this.em.findOneOrFail(
      Attachment,
      { id, traineeId: trainee.id, deletedAt: null },
      { failHandler: () => new AttachmentNotFound() },
    );
  }
}
