import { attachmentKinds } from '../../recruitment/contracts/index.js';
import {
  BooleanField,
  DateField,
  EnumField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { type Sex, sexes } from '../applicants/id-number.js';
import {
  BasicSection,
  ContactSection,
  EducationEntry,
  StatementSection,
  TrainingSection,
  WorkEntry,
} from './form-sections.js';
import { type MissingCode, missingCodes } from './missing.js';

const MAX_ENTRIES = 20;

/** What is sent replaces that section whole; a section that is not sent stays as it was. */
export class SavePersonalInfoRequest {
  @ObjectField(() => BasicSection, { description: '基本信息', optional: true })
  readonly basic?: BasicSection;

  @ObjectField(() => ContactSection, { description: '联系方式', optional: true })
  readonly contact?: ContactSection;

  @ObjectListField(() => EducationEntry, { description: '教育经历', optional: true, max: MAX_ENTRIES })
  readonly education?: EducationEntry[];

  @ObjectListField(() => WorkEntry, { description: '工作经历', optional: true, max: MAX_ENTRIES })
  readonly work?: WorkEntry[];

  @ObjectField(() => TrainingSection, { description: '培训意向', optional: true })
  readonly training?: TrainingSection;

  @ObjectField(() => StatementSection, { description: '承诺', optional: true })
  readonly statement?: StatementSection;
}

/** What the form takes from the account and cannot be changed in it. */
export class ApplicantIdentityView {
  @TextField({ description: '姓名', max: 30, example: '张小明' })
  readonly name: string;

  @TextField({ description: '身份证号码（掩码）', max: 18, example: '450103********1234' })
  readonly maskedIdNumber: string;

  @EnumField({ description: '性别，由身份证号码得出', example: 'male', values: sexes, enumName: 'Sex' })
  readonly sex: Sex;

  @DateField({ description: '出生日期，由身份证号码得出', example: '1990-01-01' })
  readonly birthDate: string;
}

export class PersonalInfoView {
  @IntegerField({ description: '版本，从未保存过时为 0；即 ETag，保存时放入 If-Match', example: 3, min: 0 })
  readonly version: number;

  @InstantField({ description: '最近保存时间', example: '2026-11-23T02:00:00.000Z', nullable: true })
  readonly updatedAt: string | null;

  @ObjectField(() => ApplicantIdentityView, { description: '来自账号的身份信息' })
  readonly identity: ApplicantIdentityView;

  @ObjectField(() => BasicSection, { description: '基本信息' })
  readonly basic: BasicSection;

  @ObjectField(() => ContactSection, { description: '联系方式' })
  readonly contact: ContactSection;

  @ObjectListField(() => EducationEntry, { description: '教育经历', max: MAX_ENTRIES })
  readonly education: readonly EducationEntry[];

  @ObjectListField(() => WorkEntry, { description: '工作经历', max: MAX_ENTRIES })
  readonly work: readonly WorkEntry[];

  @ObjectField(() => TrainingSection, { description: '培训意向' })
  readonly training: TrainingSection;

  @ObjectField(() => StatementSection, { description: '承诺' })
  readonly statement: StatementSection;
}

export class CompletenessQuery {
  @UuidField({
    description: '拟报名的招录计划；不给则只检查表格本身，不检查附件、专业与报名条件',
    example: '0197e4a0-0000-7000-8000-000000000001',
    optional: true,
  })
  readonly planId?: string;
}

export class MissingView {
  @TextField({
    description: '缺少的字段（JSON Pointer）；附件为 /attachments/ 加附件种类',
    max: 100,
    example: `/attachments/${attachmentKinds[0]}`,
  })
  readonly pointer: string;

  @EnumField({ description: '缺少的原因', example: 'required', values: missingCodes, enumName: 'MissingCode' })
  readonly code: MissingCode;

  @TextField({ description: '给填写人看的说明', max: 200, example: '必填' })
  readonly detail: string;
}

export const sectionStates = ['complete', 'incomplete'] as const;
export type SectionState = (typeof sectionStates)[number];

const SectionStateField = (description: string) =>
  EnumField({ description, example: 'complete', values: sectionStates, enumName: 'SectionState' });

export class SectionStatesView {
  @SectionStateField('基本信息')
  readonly basic: SectionState;

  @SectionStateField('联系方式')
  readonly contact: SectionState;

  @SectionStateField('教育经历')
  readonly education: SectionState;

  @SectionStateField('工作经历')
  readonly work: SectionState;

  @SectionStateField('培训意向')
  readonly training: SectionState;

  @SectionStateField('承诺')
  readonly statement: SectionState;

  @SectionStateField('附件')
  readonly attachments: SectionState;

  @SectionStateField('报名条件')
  readonly eligibility: SectionState;
}

export class CompletenessView {
  @BooleanField({ description: '是否可以进行下一步', example: false })
  readonly complete: boolean;

  @ObjectListField(() => MissingView, { description: '还缺少什么', max: 500 })
  readonly missing: MissingView[];

  @ObjectField(() => SectionStatesView, { description: '各部分的状态' })
  readonly sections: SectionStatesView;
}
