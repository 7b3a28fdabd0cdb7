import { UuidField } from '../../../platform/http/fields.js';
import { CaptchaAnswerRequest } from '../captchas/captcha.dto.js';
import { CodeRequest, CodeSentView } from '../codes/code.dto.js';
import { PasswordField, PhoneField } from '../identity/identity-fields.js';

export class StartPasswordResetRequest extends CaptchaAnswerRequest {
  @PhoneField()
  readonly phone: string;
}

export class PasswordResetStartedView extends CodeSentView {
  @UuidField({ description: '找回密码编号', example: '7b1f3a52-21b7-4a53-8c54-0de0f3b7a901' })
  readonly passwordResetId: string;
}

export class ConfirmPasswordResetRequest extends CodeRequest {
  @PasswordField('新密码，8 至 16 位，须包含字母和数字')
  readonly password: string;

  @PasswordField('再次输入新密码')
  readonly passwordConfirmation: string;
}
