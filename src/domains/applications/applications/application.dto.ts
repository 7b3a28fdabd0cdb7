import { type Specialty, specialties } from '../../recruitment/contracts/index.js';
import {
  EmailField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import {
  type ApplicationAction,
  applicationActions,
  type ApplicationStatus,
  applicationStatuses,
} from '../contracts/index.js';
import { ApplicationFindingView } from '../findings/finding.dto.js';

const ID = '0197e4a0-0000-7000-8000-000000000001';

/** 确认报名信息: what is asked beside the form. */
export class SubmitApplicationRequest {
  @UuidField({ description: '招录计划', example: ID })
  readonly planId: string;

  @TextField({ description: '选送单位', max: 100, example: '示例市人民医院' })
  readonly sendingUnit: string;

  @EmailField({ description: 'E-mail 地址', example: 'someone@example.org' })
  readonly email: string;

  @TextField({
    description: '预览得到的摘要；给出后，预览之后的任何变化都会使提交被拒绝',
    max: 64,
    example: '5f2b8a0c9d1e4f3a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a',
    optional: true,
    nullable: true,
  })
  readonly previewDigest?: string | null;
}

export class WithdrawApplicationRequest {
  @TextField({ description: '撤回原因', max: 500, example: '个人原因', optional: true, nullable: true })
  readonly reason?: string | null;
}

export class ListMyApplicationsQuery extends PageQuery {}

export class BlockedActionView {
  @EnumField({
    description: '操作',
    example: 'resubmit',
    values: applicationActions,
    enumName: 'ApplicationAction',
  })
  readonly action: ApplicationAction;

  @TextField({ description: '不能进行的原因（问题代码）', max: 80, example: 'lifecycle.step-not-allowed' })
  readonly code: string;
}

/** What trainees and administrators see alike. */
export class ApplicationSummary {
  @UuidField({ description: '报名编号', example: ID })
  readonly id: string;

  @EnumField({ description: '状态', example: 'submitted', values: applicationStatuses, enumName: 'ApplicationStatus' })
  readonly status: ApplicationStatus;

  @UuidField({ description: '招录计划', example: ID })
  readonly planId: string;

  @UuidField({ description: '培训基地', example: ID })
  readonly baseId: string;

  @TextField({ description: '培训基地名称', max: 200, example: '示例培训基地' })
  readonly baseName: string;

  @UuidField({ description: '批次', example: ID })
  readonly batchId: string;

  @TextField({ description: '批次名称', max: 200, example: '2026 年度' })
  readonly batchName: string;

  @EnumField({ description: '培训专业', example: 'clinical', values: specialties, enumName: 'Specialty' })
  readonly specialty: Specialty;

  @TextField({ description: '选送单位', max: 100, example: '示例市人民医院' })
  readonly sendingUnit: string;

  @IntegerField({ description: '最新一次提交的序号', example: 1 })
  readonly revision: number;

  @IntegerField({ description: '最新一套签字盖章页的序号，尚未提交为 0', example: 0 })
  readonly submission: number;

  @InstantField({ description: '首次提交时间', example: '2026-11-23T02:00:00.000Z' })
  readonly submittedAt: string;

  @InstantField({ description: '状态变化时间', example: '2026-11-23T02:00:00.000Z' })
  readonly statusChangedAt: string;

  @IntegerField({ description: '版本', example: 1 })
  readonly version: number;

  @EnumListField({
    description: '当前可以进行的操作',
    example: ['withdraw'],
    values: applicationActions,
    enumName: 'ApplicationAction',
    max: applicationActions.length,
  })
  readonly availableActions: ApplicationAction[];

  @ObjectListField(() => BlockedActionView, { description: '当前不能进行的操作及原因', max: applicationActions.length })
  readonly blockedActions: BlockedActionView[];
}

/** A trainee's own application. */
export class ApplicationView extends ApplicationSummary {
  @TextField({ description: '退回或未录取的原因', max: 1000, example: '执业证书不清晰', nullable: true })
  readonly reason: string | null;

  @ObjectListField(() => ApplicationFindingView, { description: '逐项审核意见', max: 200 })
  readonly findings: ApplicationFindingView[];
}
