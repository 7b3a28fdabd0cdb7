import { IntersectionType } from '@nestjs/swagger';
import { type Specialty, specialties } from '../../recruitment/contracts/index.js';
import { EnumField, EnumListParameter, InstantField, TextField, UuidField } from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { type ApplicationStatus, applicationStatuses } from '../contracts/index.js';
import { ApplicationSummary } from './application.dto.js';

const ID = '0197e4a0-0000-7000-8000-000000000001';

/** What applications can be asked for by where a URL may be kept: nothing of it says who somebody is. */
export class ApplicationFilters {
  @UuidField({ description: '招录计划', example: ID, optional: true })
  readonly planId?: string;

  @UuidField({ description: '培训基地', example: ID, optional: true })
  readonly baseId?: string;

  @UuidField({ description: '批次', example: ID, optional: true })
  readonly batchId?: string;

  @EnumField({
    description: '状态',
    example: 'submitted',
    values: applicationStatuses,
    enumName: 'ApplicationStatus',
    optional: true,
  })
  readonly status?: ApplicationStatus;

  @EnumListParameter({
    description: '状态之一（可以重复）',
    example: ['submitted', 'signature_submitted'],
    values: applicationStatuses,
    enumName: 'ApplicationStatus',
    min: 1,
    max: applicationStatuses.length,
    optional: true,
  })
  readonly statuses?: ApplicationStatus[];

  @EnumField({
    description: '培训专业',
    example: 'clinical',
    values: specialties,
    enumName: 'Specialty',
    optional: true,
  })
  readonly specialty?: Specialty;

  @TextField({ description: '选送单位（包含）', max: 100, example: '人民医院', optional: true })
  readonly sendingUnit?: string;

  @InstantField({ description: '首次提交时间起（含）', example: '2026-11-01T00:00:00+08:00', optional: true })
  readonly submittedFrom?: string;

  @InstantField({ description: '首次提交时间止（不含）', example: '2026-12-01T00:00:00+08:00', optional: true })
  readonly submittedBefore?: string;

  @InstantField({ description: '状态变化时间起（含）', example: '2026-11-01T00:00:00+08:00', optional: true })
  readonly statusChangedFrom?: string;

  @InstantField({ description: '状态变化时间止（不含）', example: '2026-12-01T00:00:00+08:00', optional: true })
  readonly statusChangedBefore?: string;
}

/** Who somebody is: only ever in a body, since URLs are logged and remembered. */
export class PersonFilters {
  @TextField({ description: '姓名（完全一致）', max: 60, example: '张小明', optional: true })
  readonly name?: string;

  @TextField({
    description: '身份证号码（完全一致）',
    min: 18,
    max: 18,
    pattern: /^\d{17}[\dXx]$/,
    patternDetail: { zh: '身份证号码必须为 18 位', en: 'must be 17 digits and a digit or X' },
    example: '45010319900307123X',
    optional: true,
  })
  readonly idNumber?: string;
}

export class ListApplicationsQuery extends IntersectionType(ApplicationFilters, PageQuery) {}

export class SearchApplicationsRequest extends IntersectionType(ApplicationFilters, PersonFilters, PageQuery) {
  @TextField({
    description: '上一页返回的 nextCursor',
    example: 'WyIyMDI2LTExLTIzVDAyOjAwOjAwLjAwMFoiLCIwMTk3ZTRhMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEiXQ',
    optional: true,
    max: 1000,
  })
  override cursor?: string;
}

/** An application as administrators see it; whole personal data stands in its revisions. */
export class ManagedApplicationView extends ApplicationSummary {
  @UuidField({ description: '学员', example: ID })
  readonly traineeId: string;

  @TextField({ description: '姓名（掩码）', max: 60, example: '张*明' })
  readonly maskedName: string;
}
