import {
  BooleanField,
  BooleanParameter,
  DateField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { PhoneNumberField } from '../bases/bases.dto.js';
import {
  attachmentKinds,
  eligibilityRules,
  planStatuses,
  type PlanStatus,
  specialties,
  type Specialty,
} from '../contracts/index.js';
import { EligibilityRuleView, RequiredAttachmentView } from '../requirements/form-requirements.dto.js';
import { type PlanAction, planLifecycle } from './plan.lifecycle.js';
import { closedBecause, type ClosedBecause } from './recruitment-plan.entity.js';

export class ChangePlanRequest {
  @IntegerField({ description: '招录名额', min: 1, max: 10_000, example: 20 })
  readonly quota: number;

  @TextField({ description: '联系人', max: 40, example: '韦老师' })
  readonly contactName: string;

  @PhoneNumberField('联系电话')
  readonly contactPhone: string;

  @DateField({ description: '培训开始日期', optional: true, nullable: true, example: '2027-03-01' })
  readonly trainingStartsOn?: string | null;

  @DateField({ description: '培训结束日期', optional: true, nullable: true, example: '2027-08-31' })
  readonly trainingEndsOn?: string | null;

  @TextField({ description: '说明', max: 2000, optional: true, nullable: true, example: '须全脱产参加培训' })
  readonly remark?: string | null;
}

export class CreatePlanRequest extends ChangePlanRequest {
  @UuidField({ description: '培训基地编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e01' })
  readonly baseId: string;

  @UuidField({ description: '招录批次编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e02' })
  readonly batchId: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;
}

class PlanFilter extends PageQuery {
  @UuidField({ description: '招录批次编号', optional: true })
  readonly batchId?: string;

  @UuidField({ description: '培训基地编号', optional: true })
  readonly baseId?: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', optional: true })
  readonly specialty?: Specialty;
}

export class PlanQuery extends PlanFilter {
  @BooleanParameter({ description: 'true 只列出此刻可报名的计划，false 只列出不可报名的', optional: true })
  readonly open?: boolean;
}

export class ManagedPlanQuery extends PlanFilter {
  @EnumField({ description: '计划状态', values: planStatuses, enumName: 'PlanStatus', optional: true })
  readonly status?: PlanStatus;
}

/** A base or a batch, as plans name it. */
export class NamedReference {
  @UuidField({ description: '编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e01' })
  readonly id: string;

  @TextField({ description: '名称', max: 60, example: '示例南宁培训基地' })
  readonly name: string;
}

/** The base of a plan, with what a trainee needs to reach it. */
export class PlanBaseView extends NamedReference {
  @TextField({ description: '基地地址', max: 200, example: '南宁市青秀区示例路 1 号' })
  readonly address: string;

  @TextField({ description: '基地联系人', max: 40, example: '韦老师' })
  readonly contactName: string;

  @TextField({ description: '基地联系电话', max: 40, example: '0771-1234567' })
  readonly contactPhone: string;
}

export class PlanView {
  @UuidField({ description: '计划编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e03' })
  readonly id: string;

  @ObjectField(() => PlanBaseView, { description: '培训基地' })
  readonly base: PlanBaseView;

  @ObjectField(() => NamedReference, { description: '招录批次' })
  readonly batch: NamedReference;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @EnumField({ description: '计划状态', values: planStatuses, enumName: 'PlanStatus', example: 'published' })
  readonly status: PlanStatus;

  @IntegerField({ description: '招录名额', example: 20 })
  readonly quota: number;

  @IntegerField({ description: '已占名额：进入公示及之后且仍有效的报名数', example: 3 })
  readonly placesTaken: number;

  @IntegerField({ description: '剩余名额', example: 17 })
  readonly remaining: number;

  @InstantField({ description: '报名开始时间', example: '2026-12-01T00:00:00.000Z' })
  readonly opensAt: string;

  @InstantField({ description: '报名截止时间', example: '2026-12-31T10:00:00.000Z' })
  readonly closesAt: string;

  @BooleanField({ description: '此刻是否接受报名：计划已发布、基地正常、批次开放', example: true })
  readonly acceptsApplications: boolean;

  @EnumField({
    description: '此刻不接受报名的原因：计划未发布或已关闭、批次已截止、基地已暂停、批次尚未开放；接受报名时为 null',
    values: closedBecause,
    enumName: 'PlanClosedBecause',
    nullable: true,
    example: null,
  })
  readonly closedBecause: ClosedBecause | null;

  @TextField({ description: '联系人', max: 40, example: '韦老师' })
  readonly contactName: string;

  @TextField({ description: '联系电话', max: 40, example: '0771-1234567' })
  readonly contactPhone: string;

  @DateField({ description: '培训开始日期', nullable: true, example: '2027-03-01' })
  readonly trainingStartsOn: string | null;

  @DateField({ description: '培训结束日期', nullable: true, example: '2027-08-31' })
  readonly trainingEndsOn: string | null;

  @TextField({ description: '说明', max: 2000, nullable: true, example: '须全脱产参加培训' })
  readonly remark: string | null;

  @ObjectListField(() => RequiredAttachmentView, { description: '需要上传的附件', max: attachmentKinds.length })
  readonly requiredAttachments: RequiredAttachmentView[];

  @ObjectListField(() => EligibilityRuleView, { description: '报名条件', max: eligibilityRules.length })
  readonly eligibility: EligibilityRuleView[];
}

export class PlanBlockedAction {
  @EnumField({ description: '操作', values: planLifecycle.actions, enumName: 'PlanAction', example: 'publish' })
  readonly action: PlanAction;

  @TextField({ description: '原因代码', max: 100, example: 'recruitment.base-suspended' })
  readonly code: string;
}

export class ManagedPlanView extends PlanView {
  @IntegerField({ description: '版本，与 ETag 相同', example: 1 })
  readonly version: number;

  @InstantField({ description: '创建时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;

  @EnumListField({
    description: '当前可进行的操作',
    values: planLifecycle.actions,
    enumName: 'PlanAction',
    max: planLifecycle.actions.length,
    example: ['publish', 'change'],
  })
  readonly availableActions: PlanAction[];

  @ObjectListField(() => PlanBlockedAction, {
    description: '当前不能进行的操作及原因',
    max: planLifecycle.actions.length,
    example: [],
  })
  readonly blockedActions: PlanBlockedAction[];
}
