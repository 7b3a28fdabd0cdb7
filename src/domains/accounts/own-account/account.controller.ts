import { Body, Controller, Get, Header, HttpCode, Post, Put } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { ConcurrentChange } from '../../../platform/problems/platform.problems.js';
import { PhoneTaken } from '../account.problems.js';
import { CodeRequest } from '../codes/code.dto.js';
import { CodeExpired, CodeTooSoon, CodeWrong, TooManyCodes } from '../codes/code.problems.js';
import { AccountLocked, CurrentPasswordWrong, TooManyFailures } from '../sessions/session.problems.js';
import { ChangePassword } from './change-password.js';
import { ConfirmContactChange } from './confirm-contact-change.js';
import { FindOwnAccount } from './find-own-account.js';
import {
  AccountView,
  ChangePasswordRequest,
  EmailChangeStartedView,
  PhoneChangeStartedView,
  StartEmailChangeRequest,
  StartPhoneChangeRequest,
} from './own-account.dto.js';
import { ContactChangeNotFound } from './own-account.problems.js';
import { StartContactChange } from './start-contact-change.js';

const EVERYBODY = ['trainee', 'base_admin', 'province_admin', 'system_admin', 'auditor'] as const;
const NO_HASH_KEPT = 'not even a hash of a body with a password is kept; a second start expires by itself';

@Controller('account')
@ApiTags('accounts')
export class AccountController {
  constructor(
    private readonly findOwnAccount: FindOwnAccount,
    private readonly changePassword: ChangePassword,
    private readonly startContactChange: StartContactChange,
    private readonly confirmContactChange: ConfirmContactChange,
  ) {}

  @Get()
  @Allow(...EVERYBODY)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'getAccount', summary: '查看账号信息' })
  @ApiOkResponse({ type: AccountView })
  @ApiProblems()
  find(@Caller() caller: CallerIdentity): Promise<AccountView> {
    return this.findOwnAccount.run(caller);
  }

  @Put('password')
  @HttpCode(204)
  @Allow('signed-in')
  @ApiOperation({ operationId: 'changePassword', summary: '修改密码（修改后须重新登录）' })
  @ApiNoContentResponse()
  @ApiProblems(CurrentPasswordWrong, AccountLocked, TooManyFailures, ConcurrentChange)
  replacePassword(@Caller() caller: CallerIdentity, @Body() request: ChangePasswordRequest): Promise<void> {
    return this.changePassword.run(caller, request);
  }

  @Post('phone-changes')
  @HttpCode(202)
  @Allow(...EVERYBODY)
  @NotIdempotent(NO_HASH_KEPT)
  @ApiOperation({ operationId: 'startPhoneChange', summary: '修改手机号码：获取验证码' })
  @ApiAcceptedResponse({ type: PhoneChangeStartedView })
  @ApiProblems(CurrentPasswordWrong, AccountLocked, TooManyFailures, CodeTooSoon, TooManyCodes)
  async startPhoneChange(
    @Caller() caller: CallerIdentity,
    @Body() { phone, password }: StartPhoneChangeRequest,
  ): Promise<PhoneChangeStartedView> {
    const { id, resendAfterSeconds } = await this.startContactChange.run(caller, 'phone', phone, password);
    return { phoneChangeId: id, resendAfterSeconds };
  }

  @Post('phone-changes/:id/confirmation')
  @HttpCode(204)
  @Allow(...EVERYBODY)
  @ApiOperation({ operationId: 'confirmPhoneChange', summary: '修改手机号码：提交验证码' })
  @ApiNoContentResponse()
  @ApiProblems(ContactChangeNotFound, CodeWrong, CodeExpired, PhoneTaken)
  confirmPhoneChange(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @Body() { code }: CodeRequest,
  ): Promise<void> {
    return this.confirmContactChange.run(caller, 'phone', id, code);
  }

  @Post('email-changes')
  @HttpCode(202)
  @Allow(...EVERYBODY)
  @NotIdempotent(NO_HASH_KEPT)
  @ApiOperation({ operationId: 'startEmailChange', summary: '修改电子邮箱：获取验证码' })
  @ApiAcceptedResponse({ type: EmailChangeStartedView })
  @ApiProblems(CurrentPasswordWrong, AccountLocked, TooManyFailures, CodeTooSoon, TooManyCodes)
  async startEmailChange(
    @Caller() caller: CallerIdentity,
    @Body() { email, password }: StartEmailChangeRequest,
  ): Promise<EmailChangeStartedView> {
    const { id, resendAfterSeconds } = await this.startContactChange.run(caller, 'email', email, password);
    return { emailChangeId: id, resendAfterSeconds };
  }

  @Post('email-changes/:id/confirmation')
  @HttpCode(204)
  @Allow(...EVERYBODY)
  @ApiOperation({ operationId: 'confirmEmailChange', summary: '修改电子邮箱：提交验证码' })
  @ApiNoContentResponse()
  @ApiProblems(ContactChangeNotFound, CodeWrong, CodeExpired)
  confirmEmailChange(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @Body() { code }: CodeRequest,
  ): Promise<void> {
    return this.confirmContactChange.run(caller, 'email', id, code);
  }
}
