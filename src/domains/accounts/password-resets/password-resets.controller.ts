import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { CaptchaWrong } from '../captchas/captcha.problems.js';
import { CodeExpired, CodeTooSoon, CodeWrong, TooManyCodes } from '../codes/code.problems.js';
import { ConfirmPasswordReset } from './confirm-password-reset.js';
import {
  ConfirmPasswordResetRequest,
  PasswordResetStartedView,
  StartPasswordResetRequest,
} from './password-reset.dto.js';
import { PasswordResetNotFound } from './password-reset.problems.js';
import { StartPasswordReset } from './start-password-reset.js';

@Controller('password-resets')
@ApiTags('accounts')
export class PasswordResetsController {
  constructor(
    private readonly startPasswordReset: StartPasswordReset,
    private readonly confirmPasswordReset: ConfirmPasswordReset,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('anyone')
  @ApiOperation({ operationId: 'startPasswordReset', summary: '找回密码：获取短信验证码' })
  @ApiAcceptedResponse({ type: PasswordResetStartedView })
  @ApiProblems(CaptchaWrong, CodeTooSoon, TooManyCodes)
  start(@Body() request: StartPasswordResetRequest): Promise<PasswordResetStartedView> {
    return this.startPasswordReset.run(request);
  }

  @Post(':id/confirmation')
  @HttpCode(204)
  @Allow('anyone')
  @NotIdempotent('not even a hash of a body with a password is kept; the code is good only once')
  @ApiOperation({ operationId: 'confirmPasswordReset', summary: '找回密码：设置新密码' })
  @ApiNoContentResponse()
  @ApiProblems(PasswordResetNotFound, CodeWrong, CodeExpired)
  confirm(@IdParam() id: string, @Body() request: ConfirmPasswordResetRequest): Promise<void> {
    return this.confirmPasswordReset.run(id, request);
  }
}
