import { Body, Controller, Header, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { ConcurrentChange } from '../../../platform/problems/platform.problems.js';
import { AccountLocked, CurrentPasswordWrong } from '../sessions/session.problems.js';
import { ConfirmTotpEnrolment } from './confirm-totp-enrolment.js';
import { RenewRecoveryCodes } from './renew-recovery-codes.js';
import { StartTotpEnrolment } from './start-totp-enrolment.js';
import { BothFactorsRequest, ConfirmTotpEnrolmentRequest, RecoveryCodesView, TotpEnrolmentView } from './totp.dto.js';
import { FactorsWrong, TotpCodeWrong, TotpEnrolmentNotFound, TotpNotEnrolled } from './totp.problems.js';

const HOLDS_SECRETS = 'the body and the answer hold secrets that are not to be kept';

/** The authenticator of staff; open to tokens without roles too, since nobody gets any before there is one. */
@Controller('account')
@ApiTags('accounts')
export class TotpController {
  constructor(
    private readonly startTotpEnrolment: StartTotpEnrolment,
    private readonly confirmTotpEnrolment: ConfirmTotpEnrolment,
    private readonly renewRecoveryCodes: RenewRecoveryCodes,
  ) {}

  @Post('totp')
  @Allow('signed-in')
  @NotIdempotent(HOLDS_SECRETS)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'startTotpEnrolment', summary: '工作人员绑定（或更换）动态验证码：获取密钥和二维码' })
  @ApiCreatedResponse({ type: TotpEnrolmentView })
  @ApiProblems(CurrentPasswordWrong, FactorsWrong, AccountLocked, ConcurrentChange)
  start(@Caller() caller: CallerIdentity, @Body() request: BothFactorsRequest): Promise<TotpEnrolmentView> {
    return this.startTotpEnrolment.run(caller, request);
  }

  @Post('totp/confirmation')
  @Allow('signed-in')
  @NotIdempotent(HOLDS_SECRETS)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'confirmTotpEnrolment',
    summary: '绑定动态验证码：提交首个验证码，获得恢复代码（随后刷新登录即获得权限，其他登录全部失效）',
  })
  @ApiCreatedResponse({ type: RecoveryCodesView })
  @ApiProblems(TotpEnrolmentNotFound, TotpCodeWrong, AccountLocked)
  async confirm(
    @Caller() caller: CallerIdentity,
    @Body() { code }: ConfirmTotpEnrolmentRequest,
  ): Promise<RecoveryCodesView> {
    return { recoveryCodes: await this.confirmTotpEnrolment.run(caller, code) };
  }

  @Post('recovery-codes')
  @Allow('signed-in')
  @NotIdempotent(HOLDS_SECRETS)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'renewRecoveryCodes', summary: '重新生成恢复代码（原有的全部作废）' })
  @ApiCreatedResponse({ type: RecoveryCodesView })
  @ApiProblems(CurrentPasswordWrong, FactorsWrong, TotpNotEnrolled, AccountLocked, ConcurrentChange)
  async renew(@Caller() caller: CallerIdentity, @Body() request: BothFactorsRequest): Promise<RecoveryCodesView> {
    return { recoveryCodes: await this.renewRecoveryCodes.run(caller, request) };
  }
}
