import {
  EnumField,
  InstantField,
  IntegerField,
  ObjectField,
  TextField,
  UuidField,
  UuidListField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import type { ObjectStore } from '../../../platform/objects/object-store.js';
import { MAX_PAGES } from './max-pages.js';
import { DownloadLinkView, linkTo, linkToThumbnail } from '../uploads/link.dto.js';
import { type FileStatus, fileStatuses } from '../uploads/stored-file.js';
import type { SignaturePage } from './signature-page.entity.js';

export class ListSignaturePagesQuery extends PageQuery {}

export class OrderSignaturePagesRequest {
  @UuidListField({
    description: '尚未提交的全部页，按新的顺序',
    example: ['0197e4a0-0000-7000-8000-000000000003', '0197e4a0-0000-7000-8000-000000000002'],
    min: 1,
    max: MAX_PAGES,
  })
  readonly pageIds: string[];
}

export class SignaturePageView {
  @UuidField({ description: '编号', example: '0197e4a0-0000-7000-8000-000000000003' })
  readonly id: string;

  @IntegerField({ description: '所属的套数，尚未提交为 null', example: 1, nullable: true })
  readonly submission: number | null;

  @IntegerField({ description: '在本套中的顺序，从 1 开始', example: 1 })
  readonly position: number;

  @TextField({
    description: '扫描件上二维码所载的申请表编号；未能识读为 null，由审核人核对',
    max: 20,
    example: 'SQ2026-7K3M9QX2AB',
    nullable: true,
  })
  readonly formNumber: string | null;

  @TextField({ description: '文件名', max: 200, example: '签字盖章页.pdf' })
  readonly fileName: string;

  @TextField({ description: '媒体类型', max: 40, example: 'application/pdf' })
  readonly mediaType: string;

  @IntegerField({ description: '字节数', example: 482130 })
  readonly size: number;

  @InstantField({ description: '上传时间', example: '2026-11-23T02:00:00.000Z' })
  readonly uploadedAt: string;

  @EnumField({
    description: '文件状态：kept 正常，lost 已丢失、quarantined 已隔离（后两种须重新上传）',
    example: 'kept',
    values: fileStatuses,
    enumName: 'FileStatus',
  })
  readonly status: FileStatus;

  @ObjectField(() => DownloadLinkView, { description: '内容的短期下载地址，文件不再可用时为 null', nullable: true })
  readonly content: DownloadLinkView | null;

  @ObjectField(() => DownloadLinkView, { description: '缩略图的短期下载地址，PDF 没有，为 null', nullable: true })
  readonly thumbnail: DownloadLinkView | null;
}

export const toSignaturePageView = async (
  objects: ObjectStore,
  page: SignaturePage,
  position: number,
): Promise<SignaturePageView> => ({
  id: page.id,
  submission: page.submission ?? null,
  position,
  formNumber: page.formNumber ?? null,
  fileName: page.fileName,
  mediaType: page.mediaType,
  size: page.size,
  uploadedAt: page.uploadedAt.toISOString(),
  status: page.status,
  content: page.status === 'kept' ? await linkTo(objects, page) : null,
  thumbnail: page.status === 'kept' && page.thumbnailKey ? await linkToThumbnail(objects, page) : null,
});
