import { IntegerField, TextField } from '../../../platform/http/fields.js';

export class CodeRequest {
  @TextField({
    description: '收到的 6 位验证码',
    example: '482913',
    max: 6,
    pattern: /^\d{6}$/,
    patternDetail: { zh: '验证码为 6 位数字', en: 'must be six digits' },
  })
  readonly code: string;
}

export class CodeSentView {
  @IntegerField({ description: '多少秒后可以再次获取', example: 60 })
  readonly resendAfterSeconds: number;
}
