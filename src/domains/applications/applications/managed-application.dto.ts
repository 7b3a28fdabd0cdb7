import { EnumField, TextField, UuidField } from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { type ApplicationStatus, applicationStatuses } from '../contracts/index.js';
import { ApplicationSummary } from './application.dto.js';

const ID = '0197e4a0-0000-7000-8000-000000000001';

export class ListApplicationsQuery extends PageQuery {
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
}

/** An application as administrators see it; whole personal data stands in its revisions. */
export class ManagedApplicationView extends ApplicationSummary {
  @UuidField({ description: '学员', example: ID })
  readonly traineeId: string;

  @TextField({ description: '姓名（掩码）', max: 60, example: '张*明' })
  readonly maskedName: string;
}
