import { type AttachmentKind, attachmentKinds } from '../../recruitment/contracts/index.js';
import {
  BooleanField,
  EnumField,
  InstantField,
  IntegerField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { type FileStatus, fileStatuses } from '../uploads/stored-file.js';
import type { Attachment } from './attachment.entity.js';

export class ListAttachmentsQuery extends PageQuery {
  @EnumField({
    description: '附件种类',
    example: 'photo',
    values: attachmentKinds,
    enumName: 'AttachmentKind',
    optional: true,
  })
  readonly kind?: AttachmentKind;
}

export class AttachmentView {
  @UuidField({ description: '编号', example: '0197e4a0-0000-7000-8000-000000000002' })
  readonly id: string;

  @EnumField({ description: '附件种类', example: 'photo', values: attachmentKinds, enumName: 'AttachmentKind' })
  readonly kind: AttachmentKind;

  @TextField({ description: '文件名', max: 200, example: '证件照.jpg' })
  readonly fileName: string;

  @TextField({ description: '媒体类型', max: 40, example: 'image/jpeg' })
  readonly mediaType: string;

  @IntegerField({ description: '字节数', example: 48213 })
  readonly size: number;

  @TextField({
    description: '保存内容的 SHA-256（图片保存前会重新编码）',
    max: 64,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  readonly sha256: string;

  @EnumField({
    description: '文件状态：kept 正常，lost 已丢失、quarantined 已隔离（后两种须重新上传）',
    example: 'kept',
    values: fileStatuses,
    enumName: 'FileStatus',
  })
  readonly status: FileStatus;

  @BooleanField({ description: '是否有缩略图（图片有，PDF 没有）', example: true })
  readonly hasThumbnail: boolean;

  @InstantField({ description: '上传时间', example: '2026-11-23T02:00:00.000Z' })
  readonly uploadedAt: string;
}

export const toAttachmentView = (attachment: Attachment): AttachmentView => ({
  id: attachment.id,
  kind: attachment.kind,
  fileName: attachment.fileName,
  mediaType: attachment.mediaType,
  size: attachment.size,
  sha256: attachment.sha256,
  status: attachment.status,
  hasThumbnail: Boolean(attachment.thumbnailKey),
  uploadedAt: attachment.uploadedAt.toISOString(),
});
