import { InstantField, TextField, TextListField } from '../../../platform/http/fields.js';

const SECOND_FACTOR = { example: '492039', min: 6, max: 20 };

/** A code of an authenticator, or a recovery code in its place. */
export const SecondFactorField = (description: string) => TextField({ ...SECOND_FACTOR, description, optional: true });

export class BothFactorsRequest {
  @TextField({ description: '当前密码', example: 'Gx2026xuexi', max: 128, verbatim: true, format: 'password' })
  readonly password: string;

  @SecondFactorField('已绑定动态验证码时必填：当前的动态验证码，或一个恢复代码')
  readonly totp?: string;
}

export class TotpEnrolmentView {
  @TextField({ description: '密钥（Base32），仅显示这一次', example: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', max: 64 })
  readonly secret: string;

  @TextField({
    description: '供身份验证器应用导入的 otpauth URI',
    example: 'otpauth://totp/%E5%B9%B3%E5%8F%B0:138****0001?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&digits=6&period=30',
    max: 1000,
  })
  readonly otpauthUri: string;

  @TextField({
    description: 'otpauth URI 的二维码，SVG 图片的 data URI',
    example: 'data:image/svg+xml;base64,PHN2Zy…',
    max: 100_000,
  })
  readonly qrCode: string;

  @InstantField({ description: '须在此之前确认', example: '2026-11-23T02:10:00.000Z' })
  readonly expiresAt: string;
}

export class ConfirmTotpEnrolmentRequest {
  @TextField({ description: '身份验证器当前显示的六位数字', example: '492039', min: 6, max: 20 })
  readonly code: string;
}

export class RecoveryCodesView {
  @TextListField({
    description: '恢复代码，仅显示这一次，每个只能使用一次',
    example: ['K7MQX-4NPHW', 'TRAC9-VYE3J'],
    max: 10,
    maxLength: 20,
  })
  readonly recoveryCodes: string[];
}
