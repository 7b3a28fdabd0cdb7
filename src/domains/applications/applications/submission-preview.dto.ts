import { type Specialty, specialties } from '../../recruitment/contracts/index.js';
import {
  BooleanField,
  EmailField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import {
  type ApplicationAction,
  applicationActions,
  type ApplicationStatus,
  applicationStatuses,
} from '../contracts/index.js';
import {
  BasicSection,
  ContactSection,
  EducationEntry,
  StatementSection,
  TrainingSection,
  WorkEntry,
} from '../personal-info/form-sections.js';
import { ApplicantIdentityView } from '../personal-info/personal-info.dto.js';
import { FieldChangeView, FrozenAttachmentView } from '../revisions/revision.dto.js';

const ID = '0197e4a0-0000-7000-8000-000000000001';

export class PreviewSubmissionRequest {
  @UuidField({ description: '拟报名的招录计划', example: ID })
  readonly planId: string;
}

export class RefusedFieldView {
  @TextField({ description: '字段（JSON Pointer）', max: 200, example: '/contact/address' })
  readonly pointer: string;

  @TextField({ description: '问题代码', max: 40, example: 'required' })
  readonly code: string;

  @TextField({ description: '给填写人看的说明', max: 200, example: '必填' })
  readonly detail: string;
}

/** One reason for which a submission would be refused, with the members of the problem with this code. */
export class SubmissionRefusalView {
  @TextField({ description: '问题代码', max: 80, example: 'applications.batch-closed' })
  readonly code: string;

  @TextField({ description: '问题的名称', max: 200, example: '报名已截止' })
  readonly title: string;

  @IntegerField({ description: '只有这一个问题时提交会得到的 HTTP 状态码', example: 409 })
  readonly status: number;

  @TextField({
    description: '此次的具体情况',
    max: 500,
    example: '本批次报名已于 2026-12-31 18:00 截止',
    optional: true,
  })
  readonly detail?: string;

  @ObjectListField(() => RefusedFieldView, { description: '涉及的字段', max: 500, optional: true })
  readonly errors?: RefusedFieldView[];

  @InstantField({
    description: '仅 applications.batch-not-open：开始时间',
    example: '2026-12-01T00:00:00.000Z',
    optional: true,
  })
  readonly opensAt?: string;

  @InstantField({
    description: '仅 applications.batch-closed：截止时间（重新提交时含宽限）',
    example: '2026-12-31T10:00:00.000Z',
    optional: true,
  })
  readonly closesAt?: string;

  @UuidField({ description: '仅 applications.already-applied：本批次已有的报名', example: ID, optional: true })
  readonly applicationId?: string;

  @EnumField({
    description: '仅 lifecycle.step-not-allowed：报名的状态',
    values: applicationStatuses,
    enumName: 'ApplicationStatus',
    example: 'submitted',
    optional: true,
  })
  readonly state?: ApplicationStatus;

  @EnumField({
    description: '仅 lifecycle.step-not-allowed：被拒绝的操作',
    values: applicationActions,
    enumName: 'ApplicationAction',
    example: 'resubmit',
    optional: true,
  })
  readonly action?: ApplicationAction;

  @EnumListField({
    description: '仅 lifecycle.step-not-allowed：该状态下可进行的操作',
    values: applicationActions,
    enumName: 'ApplicationAction',
    max: 20,
    example: ['withdraw'],
    optional: true,
  })
  readonly allowed?: ApplicationAction[];
}

/** 确认报名信息: exactly what a submission would freeze. */
export class SubmissionPreviewView {
  @BooleanField({ description: '现在提交是否会被接受', example: true })
  readonly acceptable: boolean;

  @ObjectListField(() => SubmissionRefusalView, { description: '现在提交会被拒绝的全部原因', max: 20, example: [] })
  readonly refusals: SubmissionRefusalView[];

  @TextField({
    description: '所预览内容的摘要；提交时带上，内容在预览之后有变化则提交被拒绝',
    max: 64,
    example: '5f2b8a0c9d1e4f3a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a',
  })
  readonly previewDigest: string;

  @UuidField({ description: '招录计划', example: ID })
  readonly planId: string;

  @UuidField({ description: '培训基地', example: ID })
  readonly baseId: string;

  @TextField({ description: '培训基地名称', max: 200, example: '示例培训基地' })
  readonly baseName: string;

  @TextField({ description: '批次名称', max: 200, example: '2026 年度' })
  readonly batchName: string;

  @EnumField({ description: '培训专业', example: 'clinical', values: specialties, enumName: 'Specialty' })
  readonly specialty: Specialty;

  @IntegerField({ description: '所依据的专业要求的版本', example: 1 })
  readonly requirementsVersion: number;

  @InstantField({ description: '截止时间（重新提交时含宽限）', example: '2026-12-31T10:00:00.000Z' })
  readonly closesAt: string;

  @TextField({
    description: '上一次提交的选送单位，供预填；首次提交为 null',
    max: 100,
    example: '示例市人民医院',
    nullable: true,
  })
  readonly sendingUnit: string | null;

  @EmailField({
    description: '供预填的 E-mail：上一次提交的，首次提交时为账号的',
    example: 'someone@example.org',
    nullable: true,
  })
  readonly email: string | null;

  @TextField({ description: '手机号码', max: 20, example: '13812345678' })
  readonly phone: string;

  @ObjectField(() => ApplicantIdentityView, { description: '来自账号的身份信息' })
  readonly identity: ApplicantIdentityView;

  @ObjectField(() => BasicSection, { description: '基本信息' })
  readonly basic: BasicSection;

  @ObjectField(() => ContactSection, { description: '联系方式' })
  readonly contact: ContactSection;

  @ObjectListField(() => EducationEntry, { description: '教育经历', max: 20 })
  readonly education: readonly EducationEntry[];

  @ObjectListField(() => WorkEntry, { description: '工作经历', max: 20 })
  readonly work: readonly WorkEntry[];

  @ObjectField(() => TrainingSection, { description: '培训意向' })
  readonly training: TrainingSection;

  @ObjectField(() => StatementSection, { description: '承诺' })
  readonly statement: StatementSection;

  @ObjectListField(() => FrozenAttachmentView, { description: '附件', max: 90 })
  readonly attachments: FrozenAttachmentView[];

  @IntegerField({ description: '与之比较的提交序号，首次提交为 null', example: null, nullable: true })
  readonly comparedWith: number | null;

  @ObjectListField(() => FieldChangeView, { description: '与上一次提交相比的变化', max: 2000, example: [] })
  readonly changes: FieldChangeView[];
}
