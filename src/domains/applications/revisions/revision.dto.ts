import {
  type AttachmentKind,
  attachmentKinds,
  type Specialty,
  specialties,
} from '../../recruitment/contracts/index.js';
import {
  BooleanField,
  DateField,
  EnumField,
  InstantField,
  IntegerField,
  IntegerParameter,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { ApplicationFindingView } from '../findings/finding.dto.js';
import { PageQuery } from '../../../platform/http/page.js';
import { type Sex, sexes } from '../applicants/id-number.js';
import {
  BasicSection,
  ContactSection,
  EducationEntry,
  StatementSection,
  TrainingSection,
  WorkEntry,
} from '../personal-info/form-sections.js';
import { type FileStatus, fileStatuses } from '../uploads/stored-file.js';
import { ApiProperty } from '@nestjs/swagger';
import { type FieldValue, type FileChangeKind, fileChanges } from './compare-revisions.js';

const ID = '0197e4a0-0000-7000-8000-000000000001';

/** The path parameter, as API documents describe it. */
export const revisionNumber = {
  name: 'number',
  description: '第几次提交，从 1 起',
  type: 'integer',
  example: 2,
} as const;

export class ListRevisionsQuery extends PageQuery {}

export class RevisionChangesQuery {
  @IntegerParameter({
    description: '与第几次提交相比；不给则与上一次',
    example: 1,
    optional: true,
    min: 1,
    max: 2 ** 31 - 1,
  })
  readonly since?: number;
}

export class RevisionSummaryView {
  @IntegerField({ description: '提交序号，从 1 开始', example: 1 })
  readonly number: number;

  @UuidField({ description: '招录计划', example: ID })
  readonly planId: string;

  @UuidField({ description: '培训基地', example: ID })
  readonly baseId: string;

  @TextField({ description: '培训基地名称', max: 200, example: '示例培训基地' })
  readonly baseName: string;

  @EnumField({ description: '培训专业', example: 'clinical', values: specialties, enumName: 'Specialty' })
  readonly specialty: Specialty;

  @TextField({ description: '选送单位', max: 100, example: '示例市人民医院' })
  readonly sendingUnit: string;

  @IntegerField({
    description: '提交时所依据的专业要求（附件与报名条件）的版本',
    example: 1,
    nullable: true,
  })
  readonly requirementsVersion: number | null;

  @InstantField({ description: '提交时间', example: '2026-11-23T02:00:00.000Z' })
  readonly submittedAt: string;
}

export class FrozenApplicantView {
  @TextField({ description: '姓名', max: 30, example: '张小明' })
  readonly name: string;

  @TextField({ description: '身份证号码', max: 18, example: '450103199001011234' })
  readonly idNumber: string;

  @EnumField({ description: '性别', example: 'male', values: sexes, enumName: 'Sex' })
  readonly sex: Sex;

  @DateField({ description: '出生日期', example: '1990-01-01' })
  readonly birthDate: string;

  @TextField({ description: '手机号码', max: 20, example: '13812345678' })
  readonly phone: string;

  @TextField({ description: 'E-mail 地址', max: 254, example: 'someone@example.org' })
  readonly email: string;
}

export class FrozenAttachmentView {
  @UuidField({ description: '附件编号', example: ID })
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
    description: '内容的 SHA-256',
    max: 64,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  readonly sha256: string;

  @EnumField({
    description: '文件状态：kept 正常，lost 已丢失、quarantined 已隔离（后两种无法查看，须请学员重新上传）',
    example: 'kept',
    values: fileStatuses,
    enumName: 'FileStatus',
  })
  readonly status: FileStatus;

  @BooleanField({ description: '是否有缩略图（图片有，PDF 没有）', example: true })
  readonly hasThumbnail: boolean;
}

/** One submission with whole personal data: each look is audited. */
export class RevisionView extends RevisionSummaryView {
  @ObjectField(() => FrozenApplicantView, { description: '申请人' })
  readonly applicant: FrozenApplicantView;

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
}

const AnyValue = (description: string, example: FieldValue) =>
  ApiProperty({
    description,
    example,
    nullable: true,
    oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }],
  });

export class FieldChangeView {
  @TextField({ description: '字段（JSON Pointer）', max: 200, example: '/education/0/school' })
  readonly pointer: string;

  @AnyValue('上一次提交的值，没有则为 null', '某医学院')
  readonly before: FieldValue;

  @AnyValue('这一次提交的值，没有则为 null', '广西医科大学')
  readonly after: FieldValue;
}

export class FileChangeView {
  @EnumField({ description: '变化', example: 'added', values: fileChanges, enumName: 'FileChangeKind' })
  readonly change: FileChangeKind;

  @EnumField({ description: '附件种类', example: 'photo', values: attachmentKinds, enumName: 'AttachmentKind' })
  readonly kind: AttachmentKind;

  @UuidField({ description: '附件编号', example: ID })
  readonly attachmentId: string;

  @TextField({ description: '文件名', max: 200, example: '证件照.jpg' })
  readonly fileName: string;
}

export class RevisionChangesView {
  @IntegerField({ description: '与之比较的提交序号，首次提交为 null', example: 1, nullable: true })
  readonly comparedWith: number | null;

  @ObjectListField(() => FieldChangeView, { description: '变化的字段', max: 2000 })
  readonly items: FieldChangeView[];

  @ObjectListField(() => FileChangeView, { description: '增加和去掉的附件，按内容比较', max: 180 })
  readonly files: FileChangeView[];

  @ObjectListField(() => ApplicationFindingView, {
    description: '这次提交所答复的审核意见（上一次审核不通过时提出），以及所指内容与上一次提交相比是否改过',
    max: 100,
  })
  readonly findings: ApplicationFindingView[];
}
