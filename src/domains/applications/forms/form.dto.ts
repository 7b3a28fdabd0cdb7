import { type DocumentFormat, documentFormats } from '../../../platform/documents/documents.js';
import { type Specialty, specialties } from '../../recruitment/contracts/index.js';
import { BooleanField, EnumField, InstantField, TextField } from '../../../platform/http/fields.js';

export class ApplicationFormQuery {
  @EnumField({
    description: '文件格式',
    example: 'pdf',
    values: documentFormats,
    enumName: 'ApplicationFormFormat',
    optional: true,
  })
  readonly format: DocumentFormat = 'pdf';
}

/** What anyone who holds a form's number may know of it. */
export class ApplicationFormVerificationView {
  @TextField({ description: '申请表编号，去掉首尾空格', min: 0, max: 60, example: 'SQ2026-7K3M9QX2AB' })
  readonly number: string;

  @BooleanField({ description: '是否由本平台签发', example: true })
  readonly genuine: boolean;

  @BooleanField({ description: '是否仍然有效（报名未撤回、未被后来的提交取代）', example: true })
  readonly current: boolean;

  @TextField({ description: '姓名（掩码）', max: 60, example: '张*明', nullable: true })
  readonly maskedName: string | null;

  @EnumField({
    description: '培训专业',
    example: 'clinical',
    values: specialties,
    enumName: 'Specialty',
    nullable: true,
  })
  readonly specialty: Specialty | null;

  @TextField({ description: '培训基地', max: 200, example: '示例培训基地', nullable: true })
  readonly baseName: string | null;

  @TextField({
    description: '校验码，与纸面每页页脚所印的一致才是同一份内容',
    max: 20,
    example: '3F2A-9C1B-77D0-4E21',
    nullable: true,
  })
  readonly digest: string | null;

  @InstantField({ description: '签发时间', example: '2026-11-23T02:00:00.000Z', nullable: true })
  readonly issuedAt: string | null;
}
