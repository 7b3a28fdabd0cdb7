import { TextField } from '../../platform/http/fields.js';

export class ExamBlockedActionView {
  @TextField({ description: '操作', example: 'publish', max: 60 })
  readonly action: string;

  @TextField({ description: '原因代码', example: 'lifecycle.step-not-allowed', max: 100 })
  readonly code: string;
}
