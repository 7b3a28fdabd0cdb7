import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import { type AttachmentKind, attachmentKinds } from '../../recruitment/contracts/index.js';
import type { AttachedFile } from '../personal-info/wrong-attachments.js';
import { type StoredFile, storedFileColumns } from '../uploads/stored-file.js';

const AttachmentSchema = defineEntity({
  name: 'Attachment',
  schema: 'applications',
  tableName: 'attachment',
  indexes: [{ properties: ['traineeId', 'uploadedAt', 'id'] }],
  properties: {
    id: p.uuid().primary(),
    traineeId: p.uuid(),
    kind: p.enum(attachmentKinds),
    ...storedFileColumns,
    deletedAt: p.datetime().nullable().index(),
  },
});

/** A file beside a trainee's form. Deleting only hides it: a revision may name it for ever. */
export class Attachment extends AttachmentSchema.class {
  static of(traineeId: string, kind: AttachmentKind, file: StoredFile): Attachment {
    return Object.assign(new Attachment(), { id: randomUUID(), traineeId, kind, ...file, deletedAt: null });
  }

  /** As the requirements of a plan look at it: what they limit is the file that was sent. */
  get asSent(): AttachedFile {
    return { kind: this.kind, mediaType: this.mediaType, size: this.receivedSize };
  }
}
AttachmentSchema.setClass(Attachment);
