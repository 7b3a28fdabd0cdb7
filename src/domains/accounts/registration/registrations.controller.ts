import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { IdNumberTaken, PhoneTaken } from '../account.problems.js';
import { CaptchaWrong } from '../captchas/captcha.problems.js';
import { CodeRequest, CodeSentView } from '../codes/code.dto.js';
import { CodeExpired, CodeTooSoon, CodeWrong, TooManyCodes } from '../codes/code.problems.js';
import { ConfirmRegistration } from './confirm-registration.js';
import {
  AccountCreatedView,
  RegistrationStartedView,
  SendRegistrationCodeRequest,
  StartRegistrationRequest,
} from './registration.dto.js';
import { ChannelNotAvailable, PhoneProofRequired, RegistrationNotFound } from './registration.problems.js';
import { SendRegistrationCode } from './send-registration-code.js';
import { StartRegistration } from './start-registration.js';

@Controller('registrations')
@ApiTags('accounts')
export class RegistrationsController {
  constructor(
    private readonly startRegistration: StartRegistration,
    private readonly sendRegistrationCode: SendRegistrationCode,
    private readonly confirmRegistration: ConfirmRegistration,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('anyone')
  @NotIdempotent('not even a hash of a body with a password is kept; a second start expires by itself')
  @ApiOperation({ operationId: 'startRegistration', summary: '注册第一步：填写信息' })
  @ApiAcceptedResponse({ type: RegistrationStartedView })
  @ApiProblems(CaptchaWrong)
  start(@Body() request: StartRegistrationRequest): Promise<RegistrationStartedView> {
    return this.startRegistration.run(request);
  }

  @Post(':id/codes')
  @HttpCode(202)
  @Allow('anyone')
  @ApiOperation({ operationId: 'sendRegistrationCode', summary: '获取注册验证码' })
  @ApiAcceptedResponse({ type: CodeSentView })
  @ApiProblems(RegistrationNotFound, ChannelNotAvailable, CodeTooSoon, TooManyCodes)
  sendCode(@IdParam() id: string, @Body() { channel }: SendRegistrationCodeRequest): Promise<CodeSentView> {
    return this.sendRegistrationCode.run(id, channel);
  }

  @Post(':id/confirmation')
  @Allow('anyone')
  @ApiOperation({ operationId: 'confirmRegistration', summary: '注册第二步：提交验证码' })
  @ApiCreatedResponse({ type: AccountCreatedView })
  @ApiProblems(RegistrationNotFound, CodeWrong, CodeExpired, PhoneTaken, IdNumberTaken, PhoneProofRequired)
  confirm(@IdParam() id: string, @Body() { code }: CodeRequest): Promise<AccountCreatedView> {
    return this.confirmRegistration.run(id, code);
  }
}
