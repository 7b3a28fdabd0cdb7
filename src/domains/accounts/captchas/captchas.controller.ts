import { Controller, Header, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { CaptchaView } from './captcha.dto.js';
import { CreateCaptcha } from './create-captcha.js';

@Controller('captchas')
@ApiTags('accounts')
export class CaptchasController {
  constructor(private readonly createCaptcha: CreateCaptcha) {}

  @Post()
  @Allow('anyone')
  @NotIdempotent('a repeated request wants another picture')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'createCaptcha', summary: '获取图片验证码' })
  @ApiCreatedResponse({ type: CaptchaView })
  @ApiProblems()
  create(): Promise<CaptchaView> {
    return this.createCaptcha.run();
  }
}
