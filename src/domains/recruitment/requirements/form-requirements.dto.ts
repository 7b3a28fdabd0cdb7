import { askedDegrees } from '../../../platform/code-lists/degrees.js';
import { askedEducations } from '../../../platform/code-lists/education.js';
import { choicesOf } from '../../../platform/code-lists/code-list.js';
import { titleList } from '../../../platform/code-lists/titles.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import {
  type AttachmentFormat,
  attachmentFormats,
  type AttachmentKind,
  attachmentKindNames,
  attachmentKinds,
  type AttachmentRequirement,
  type EligibilityRuleName,
  eligibilityRules,
  formatsOf,
  MAX_ATTACHMENT_BYTES,
  specialties,
  type Specialty,
} from '../contracts/index.js';
import type { FormRequirement, FormRequirementVersion } from './form-requirement.entity.js';

export class RequiredAttachment {
  @EnumField({ description: '附件种类', values: attachmentKinds, enumName: 'AttachmentKind', example: 'photo' })
  readonly kind: AttachmentKind;

  @BooleanField({ description: '是否必传', example: true })
  readonly required: boolean;

  @IntegerField({ description: '最多可传份数', min: 1, max: 20, example: 1 })
  readonly maxCount: number;

  @EnumListField({
    description: '可用的格式；不给则为该种类可以上传的全部格式',
    values: attachmentFormats,
    enumName: 'AttachmentFormat',
    example: ['jpeg', 'png'],
    min: 1,
    max: attachmentFormats.length,
    optional: true,
  })
  readonly formats?: AttachmentFormat[];

  @IntegerField({
    description: '单个文件的最大字节数；不给则为 20 MB',
    min: 1,
    max: MAX_ATTACHMENT_BYTES,
    example: 5_242_880,
    optional: true,
  })
  readonly maxBytes?: number;
}

export class EligibilityRuleRequest {
  @EnumField({
    description: '条件种类，每种至多一条',
    values: eligibilityRules,
    enumName: 'EligibilityRuleName',
    example: 'minimum-education',
  })
  readonly rule: EligibilityRuleName;

  @EnumField({
    description: '最低学历（GB/T 4658 代码），用于 minimum-education',
    values: askedEducations,
    enumName: 'AskedEducation',
    example: '31',
    optional: true,
  })
  readonly education?: string;

  @EnumField({
    description: '最低学位（GB/T 6864 代码），用于 minimum-degree',
    values: askedDegrees,
    enumName: 'AskedDegree',
    example: '4',
    optional: true,
  })
  readonly degree?: string;

  @EnumListField({
    description: '可接受的职称（GB/T 8561 代码），用于 accepted-titles',
    values: choicesOf(titleList),
    enumName: 'TitleCode',
    example: ['233', '232', '231'],
    min: 1,
    max: 50,
    optional: true,
  })
  readonly titles?: string[];

  @IntegerField({
    description: '年数，用于 minimum-work-years 与 maximum-age',
    min: 0,
    max: 100,
    example: 2,
    optional: true,
  })
  readonly years?: number;

  @TextField({
    description: '不符合时给学员看的说明；不给则按条件生成',
    max: 200,
    example: '最高学历须为大学专科毕业及以上',
    optional: true,
  })
  readonly explanation?: string;
}

export class ChangeFormRequirementRequest {
  @ObjectListField(() => RequiredAttachment, {
    description: '该专业需要的全部附件，未列出的种类不要求',
    min: 1,
    max: attachmentKinds.length,
    example: [{ kind: 'photo', required: true, maxCount: 1, formats: ['jpeg', 'png'], maxBytes: 5_242_880 }],
  })
  readonly attachments: RequiredAttachment[];

  @ObjectListField(() => EligibilityRuleRequest, {
    description: '该专业的全部报名条件；不给则保持不变',
    max: eligibilityRules.length,
    example: [{ rule: 'minimum-education', education: '31' }],
    optional: true,
  })
  readonly eligibility?: EligibilityRuleRequest[];
}

export class RequiredAttachmentView extends RequiredAttachment {
  @TextField({ description: '附件名称', max: 20, example: '证件照' })
  readonly name: string;

  declare readonly formats: AttachmentFormat[];

  declare readonly maxBytes: number;
}

export class EligibilityRuleView extends EligibilityRuleRequest {
  declare readonly explanation: string;
}

class RequirementsView {
  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @ObjectListField(() => RequiredAttachmentView, { description: '需要的附件', max: attachmentKinds.length })
  readonly attachments: RequiredAttachmentView[];

  @ObjectListField(() => EligibilityRuleView, { description: '报名条件', max: eligibilityRules.length })
  readonly eligibility: EligibilityRuleView[];

  @IntegerField({ description: '版本，与 ETag 相同', example: 1 })
  readonly version: number;
}

export class FormRequirementView extends RequirementsView {}

export class FormRequirementVersionView extends RequirementsView {
  @UuidField({
    description: '修改人的账号；初始版本为空',
    example: '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11',
    nullable: true,
  })
  readonly changedBy: string | null;

  @InstantField({ description: '从何时起生效', example: '2026-11-23T02:00:00.000Z' })
  readonly changedAt: string;
}

export const toRequiredAttachmentView = (requirement: AttachmentRequirement): RequiredAttachmentView => ({
  kind: requirement.kind,
  required: requirement.required,
  maxCount: requirement.maxCount,
  formats: requirement.formats ?? [...formatsOf(requirement.kind)],
  maxBytes: requirement.maxBytes ?? MAX_ATTACHMENT_BYTES,
  name: attachmentKindNames[requirement.kind],
});

export const toFormRequirementView = (requirement: FormRequirement): FormRequirementView => ({
  specialty: requirement.specialty,
  attachments: requirement.attachments.map(toRequiredAttachmentView),
  eligibility: requirement.eligibility,
  version: requirement.version,
});

export const toFormRequirementVersionView = (past: FormRequirementVersion): FormRequirementVersionView => ({
  specialty: past.specialty,
  attachments: past.attachments.map(toRequiredAttachmentView),
  eligibility: past.eligibility,
  version: past.version,
  changedBy: past.changedBy,
  changedAt: past.changedAt.toISOString(),
});
