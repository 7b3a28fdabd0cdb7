import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { roles } from '../access/roles.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  TextField,
  UuidField,
} from '../http/fields.js';
import { PageQuery } from '../http/page.js';

/** A caller's roles, or what stands for them where nobody was signed in. */
export const actorRoles = [...roles, 'anyone', 'platform'] as const;
export type ActorRole = (typeof actorRoles)[number];

export const exportFormats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const ID = '0197e4a0-0000-7000-8000-000000000001';
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const WORD = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export class AuditFilters {
  @UuidField({ description: '操作人账号', example: ID, optional: true })
  readonly actorId?: string;

  @EnumField({
    description: '操作人角色；anyone 为未登录者，platform 为系统自身',
    example: 'base_admin',
    values: actorRoles,
    enumName: 'AuditActorRole',
    optional: true,
  })
  readonly actorRole?: ActorRole;

  @TextField({ description: '操作', max: 120, pattern: WORD, example: 'view-revision', optional: true })
  readonly action?: string;

  @TextField({ description: '对象类型', max: 60, pattern: WORD, example: 'application', optional: true })
  readonly subjectType?: string;

  @TextField({ description: '对象编号', max: 120, example: ID, optional: true })
  readonly subjectId?: string;

  @TextField({ description: '追踪号', max: 120, pattern: /^[0-9a-z-]+$/, example: TRACE_ID, optional: true })
  readonly traceId?: string;

  @TextField({ description: 'IP 地址', max: 45, pattern: /^[0-9a-f.:]+$/i, example: '203.0.113.7', optional: true })
  readonly ip?: string;

  @InstantField({ description: '此刻起（含）', example: '2026-11-01T00:00:00+08:00', optional: true })
  readonly from?: string;

  @InstantField({ description: '此刻止（不含）', example: '2026-12-01T00:00:00+08:00', optional: true })
  readonly to?: string;
}

export class AuditEventsQuery extends IntersectionType(AuditFilters, PageQuery) {}

export class AuditEventView {
  @UuidField({ description: '记录编号', example: ID })
  readonly id: string;

  @InstantField({ description: '发生时间', example: '2026-11-23T02:00:00.000Z' })
  readonly occurredAt: string;

  @UuidField({ description: '操作人账号；未登录者或系统自身为 null', example: ID, nullable: true })
  readonly actorId: string | null;

  @EnumListField({
    description: '操作人当时的角色',
    example: ['base_admin'],
    values: actorRoles,
    enumName: 'AuditActorRole',
    max: actorRoles.length,
  })
  readonly actorRoles: ActorRole[];

  @TextField({ description: '操作', max: 120, example: 'view-revision' })
  readonly action: string;

  @TextField({ description: '对象类型', max: 60, example: 'application' })
  readonly subjectType: string;

  @TextField({ description: '对象编号', max: 120, example: ID })
  readonly subjectId: string;

  @TextField({ description: '追踪号', min: 0, max: 120, example: TRACE_ID })
  readonly traceId: string;

  @TextField({ description: '来源 IP 地址', max: 45, example: '203.0.113.7', nullable: true })
  readonly ip: string | null;

  @TextField({ description: '浏览器标识', min: 0, max: 300, example: 'Mozilla/5.0', nullable: true })
  readonly userAgent: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '说明此操作的代码、数量与编号；不含个人信息',
    example: { number: 1 },
  })
  readonly facts: Record<string, unknown>;

  @BooleanField({ description: '是否已封存入链', example: true })
  readonly sealed: boolean;

  @IntegerField({ description: '在链中的位置；尚未封存为 null', example: 4711, nullable: true })
  readonly position: number | null;
}

export class ExportAuditEventsQuery extends AuditFilters {
  @EnumField({
    description: '文件格式：csv 供 Excel 查看；ndjson 每行一条 JSON，含位置与哈希，供核验',
    example: 'csv',
    values: exportFormats,
    enumName: 'AuditExportFormat',
  })
  readonly format: ExportFormat;
}
