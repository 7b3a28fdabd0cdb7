import { BooleanField, EnumField, IntegerField, ObjectListField, TextField } from '../../../platform/http/fields.js';
import {
  type AttachmentKind,
  attachmentKindNames,
  attachmentKinds,
  type AttachmentRequirement,
  specialties,
  type Specialty,
} from '../contracts/index.js';
import type { FormRequirement } from './form-requirement.entity.js';

export class RequiredAttachment {
  @EnumField({ description: '附件种类', values: attachmentKinds, enumName: 'AttachmentKind', example: 'photo' })
  readonly kind: AttachmentKind;

  @BooleanField({ description: '是否必传', example: true })
  readonly required: boolean;

  @IntegerField({ description: '最多可传份数', min: 1, max: 20, example: 1 })
  readonly maxCount: number;
}

export class ChangeFormRequirementRequest {
  @ObjectListField(() => RequiredAttachment, {
    description: '该专业需要的全部附件，未列出的种类不能上传',
    min: 1,
    max: attachmentKinds.length,
    example: [{ kind: 'photo', required: true, maxCount: 1 }],
  })
  readonly attachments: RequiredAttachment[];
}

export class RequiredAttachmentView extends RequiredAttachment {
  @TextField({ description: '附件名称', max: 20, example: '证件照' })
  readonly name: string;
}

export class FormRequirementView {
  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @ObjectListField(() => RequiredAttachmentView, { description: '需要的附件', max: attachmentKinds.length })
  readonly attachments: RequiredAttachmentView[];

  @IntegerField({ description: '版本，与 ETag 相同', example: 1 })
  readonly version: number;
}

export const toRequiredAttachmentView = ({
  kind,
  required,
  maxCount,
}: AttachmentRequirement): RequiredAttachmentView => ({ kind, required, maxCount, name: attachmentKindNames[kind] });

export const toFormRequirementView = (requirement: FormRequirement): FormRequirementView => ({
  specialty: requirement.specialty,
  attachments: requirement.attachments.map(toRequiredAttachmentView),
  version: requirement.version,
});
