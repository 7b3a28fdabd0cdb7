import { codeChannels } from '../contracts/index.js';
import type { CodeChannel } from '../contracts/index.js';
import { ApiProperty } from '@nestjs/swagger';
import {
  EmailField,
  EnumField,
  EnumListField,
  InstantField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { CaptchaAnswerRequest } from '../captchas/captcha.dto.js';
import { PasswordField, PhoneField } from '../identity/identity-fields.js';

export class StartRegistrationRequest extends CaptchaAnswerRequest {
  @TextField({ description: '姓名', example: '张小明', min: 2, max: 30 })
  readonly name: string;

  @TextField({
    description: '身份证号码',
    example: '450103199001011238',
    min: 18,
    max: 18,
    pattern: /^\d{17}[\dXx]$/,
    patternDetail: { zh: '身份证号码必须为 18 位', en: 'must be 17 digits and a digit or X' },
  })
  readonly idNumber: string;

  @PhoneField()
  readonly phone: string;

  @EmailField({ description: '电子邮箱', example: 'xiaoming@example.org', optional: true, nullable: true })
  readonly email?: string | null;

  @PasswordField('密码，8 至 16 位，须包含字母和数字')
  readonly password: string;

  @PasswordField('再次输入密码')
  readonly passwordConfirmation: string;
}

export class RegistrationStartedView {
  @UuidField({ description: '注册编号', example: '8f7a2f6e-5b83-4b39-9a52-6a1b3b9d7c20' })
  readonly registrationId: string;

  @EnumListField({
    description: '可以接收验证码的方式',
    values: codeChannels,
    enumName: 'CodeChannel',
    example: ['sms'],
    max: 2,
  })
  readonly channels: CodeChannel[];

  @InstantField({ description: '须在此时间前完成注册', example: '2026-11-23T02:30:00.000Z' })
  readonly expiresAt: string;

  @ApiProperty({
    type: String,
    isArray: true,
    description: '姓名中没有字体能够打印的字；不影响注册，但打印的表格上将以〓及其编码代替',
    example: [],
  })
  readonly unprintableCharacters: string[];
}

export class SendRegistrationCodeRequest {
  @EnumField({ description: '接收方式', values: codeChannels, enumName: 'CodeChannel', example: 'sms' })
  readonly channel: CodeChannel;
}

export class AccountCreatedView {
  @UuidField({ description: '账号编号', example: '0c3b7a10-33a4-4a7e-9d6c-0b1a8e7f2c11' })
  readonly accountId: string;
}
