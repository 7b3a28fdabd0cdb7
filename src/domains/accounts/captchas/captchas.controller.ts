import { Controller, Header, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { AudioCaptchaView, CaptchaView } from './captcha.dto.js';
import { TooManyCaptchas } from './captcha.problems.js';
import { CreateCaptcha } from './create-captcha.js';

const ANOTHER = 'a repeated request wants another question';

@Controller()
@ApiTags('accounts')
export class CaptchasController {
  constructor(private readonly createCaptcha: CreateCaptcha) {}

  @Post('captchas')
  @Allow('anyone')
  @NotIdempotent(ANOTHER)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'createCaptcha', summary: '获取图片验证码' })
  @ApiCreatedResponse({ type: CaptchaView })
  @ApiProblems(TooManyCaptchas)
  create(): Promise<CaptchaView> {
    return this.createCaptcha.picture();
  }

  @Post('audio-captchas')
  @Allow('anyone')
  @NotIdempotent(ANOTHER)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'createAudioCaptcha', summary: '获取语音验证码（看不清图片时使用，填在同一栏）' })
  @ApiCreatedResponse({ type: AudioCaptchaView })
  @ApiProblems(TooManyCaptchas)
  createAudio(): Promise<AudioCaptchaView> {
    return this.createCaptcha.recording();
  }
}
