import {
  BooleanField,
  EnumField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { type AnsweringDomain, answeringDomainNames } from './answering-domains.js';
import { dataExportLifecycle, type DataExportStatus } from './data-export.lifecycle.js';

export class DataExportPartView {
  @EnumField({ description: '业务域', example: 'applications', values: answeringDomainNames, enumName: 'DataDomain' })
  readonly domain: AnsweringDomain;

  @TextField({ description: '名称', max: 20, example: '报名' })
  readonly title: string;

  @BooleanField({ description: '是否已备好', example: true })
  readonly ready: boolean;
}

/** A link that works for five minutes, for whoever holds it. */
export class DataExportLinkView {
  @TextField({ description: '下载地址，5 分钟内有效', max: 4000, example: 'https://files.example.org/…' })
  readonly url: string;

  @InstantField({ description: '地址失效时间', example: '2026-11-23T02:10:00.000Z' })
  readonly expiresAt: string;
}

export class DataExportView {
  @UuidField({ description: '导出编号', example: '5f0c9d1e-3f1b-4f0f-9b52-2a8d1c7e6b10' })
  readonly id: string;

  @EnumField({
    description: '状态',
    example: 'ready',
    values: dataExportLifecycle.states,
    enumName: 'DataExportStatus',
  })
  readonly status: DataExportStatus;

  @InstantField({ description: '申请时间', example: '2026-11-23T02:00:00.000Z' })
  readonly requestedAt: string;

  @InstantField({ description: '备好的时间', example: '2026-11-23T02:00:05.000Z', nullable: true })
  readonly readyAt: string | null;

  @InstantField({ description: '保留到此时间，之后删除', example: '2026-11-30T02:00:05.000Z', nullable: true })
  readonly expiresAt: string | null;

  @IntegerField({ description: 'ZIP 文件的字节数', example: 4811204, max: 2 ** 40, nullable: true })
  readonly size: number | null;

  @TextField({
    description: 'ZIP 文件的 SHA-256',
    max: 64,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    nullable: true,
  })
  readonly sha256: string | null;

  @ObjectListField(() => DataExportPartView, { description: '各部分', max: 20 })
  readonly parts: DataExportPartView[];

  @ObjectField(() => DataExportLinkView, { description: '可以下载时的下载地址', nullable: true })
  readonly link: DataExportLinkView | null;
}
