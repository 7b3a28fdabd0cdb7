import { BooleanField, TextField } from '../../../platform/http/fields.js';

export class ApplicationFindingView {
  @TextField({
    description: '所指的字段或附件（JSON Pointer）',
    max: 200,
    example: '/attachments/practising-certificate',
  })
  readonly pointer: string;

  @TextField({ description: '审核意见', max: 1000, example: '请重新扫描' })
  readonly comment: string;

  @BooleanField({
    description: '所指的内容在审核之后是否已经改过；与提交无关、无从判断的为 null',
    example: false,
    nullable: true,
  })
  readonly mended: boolean | null;
}
