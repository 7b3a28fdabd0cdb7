import { BooleanField, EnumField, ObjectListField, TextField } from '../../../platform/http/fields.js';
import { PasswordField } from '../identity/identity-fields.js';
import { strengths } from './password-rule.js';
import type { Strength } from './password-rule.js';

export class RatePasswordRequest {
  @PasswordField('密码')
  readonly password: string;

  @TextField({ description: '手机号码，填写时检查密码是否由其组成', example: '13877100001', max: 11, optional: true })
  readonly phone?: string;

  @TextField({
    description: '身份证号码，填写时检查密码是否由其组成',
    example: '450103199001011238',
    max: 18,
    optional: true,
  })
  readonly idNumber?: string;
}

export class PasswordFailureView {
  @TextField({ description: '代码', example: 'no-digit', max: 40 })
  readonly code: string;

  @TextField({ description: '说明', example: '密码须包含数字', max: 200 })
  readonly detail: string;
}

export class PasswordRatingView {
  @EnumField({ description: '弱、中、强', values: strengths, enumName: 'PasswordStrength', example: 'medium' })
  readonly strength: Strength;

  @BooleanField({ description: '是否可以使用', example: true })
  readonly acceptable: boolean;

  @ObjectListField(() => PasswordFailureView, { description: '不符合之处', example: [], max: 10 })
  readonly failures: PasswordFailureView[];
}
