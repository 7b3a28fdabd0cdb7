import { Body, Controller, Delete, Header, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { CaptchaWrong } from '../captchas/captcha.problems.js';
import { RefreshSession } from './refresh-session.js';
import { RefreshSessionRequest, SessionView, SignInRequest } from './session.dto.js';
import { AccountLocked, CredentialsWrong, RefreshTokenRefused, TooManyFailures } from './session.problems.js';
import { SignIn } from './sign-in.js';
import { SignOut } from './sign-out.js';

@Controller('sessions')
@ApiTags('accounts')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly refreshSession: RefreshSession,
    private readonly signOut: SignOut,
  ) {}

  @Post()
  @Allow('anyone')
  @NotIdempotent('the body and the answer hold secrets that are not to be kept')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'signIn', summary: '登录' })
  @ApiCreatedResponse({ type: SessionView })
  @ApiProblems(CaptchaWrong, CredentialsWrong, AccountLocked, TooManyFailures)
  start(@Body() request: SignInRequest): Promise<SessionView> {
    return this.signIn.run(request);
  }

  @Post('refresh')
  @Allow('anyone')
  @NotIdempotent('the body and the answer hold secrets that are not to be kept')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'refreshSession', summary: '刷新登录' })
  @ApiCreatedResponse({ type: SessionView })
  @ApiProblems(RefreshTokenRefused)
  refresh(@Body() { refreshToken }: RefreshSessionRequest): Promise<SessionView> {
    return this.refreshSession.run(refreshToken);
  }

  @Delete('current')
  @HttpCode(204)
  @Allow('signed-in')
  @ApiOperation({ operationId: 'signOut', summary: '退出登录' })
  @ApiNoContentResponse()
  @ApiProblems()
  end(@Caller() caller: CallerIdentity): Promise<void> {
    return this.signOut.run(caller);
  }
}
