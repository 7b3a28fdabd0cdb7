import { InstantField, TextField, UuidField } from '../../../platform/http/fields.js';

export class CaptchaView {
  @UuidField({ description: '图片验证码编号', example: '5f0c7d2e-8a0b-4a53-9c31-6f3a7b1f2f10' })
  readonly captchaId: string;

  @TextField({ description: 'SVG 图片的 data URI', example: 'data:image/svg+xml;base64,PHN2Zy…', max: 100_000 })
  readonly image: string;

  @InstantField({ description: '失效时间', example: '2026-11-23T02:02:00.000Z' })
  readonly expiresAt: string;
}

export class AudioCaptchaView {
  @UuidField({ description: '语音验证码编号', example: '5f0c7d2e-8a0b-4a53-9c31-6f3a7b1f2f10' })
  readonly captchaId: string;

  @TextField({
    description: 'WAV 录音的 data URI：普通话读出的 6 位数字',
    example: 'data:audio/wav;base64,UklGRi…',
    max: 400_000,
  })
  readonly audio: string;

  @InstantField({ description: '失效时间', example: '2026-11-23T02:02:00.000Z' })
  readonly expiresAt: string;
}

/** The two fields of every request that only a person should make. */
export class CaptchaAnswerRequest {
  @UuidField({ description: '图片或语音验证码编号', example: '5f0c7d2e-8a0b-4a53-9c31-6f3a7b1f2f10' })
  readonly captchaId: string;

  @TextField({ description: '图片验证码（不区分大小写）或语音验证码的数字', example: 'EY4W', max: 20 })
  readonly captchaAnswer: string;
}
