import { Body, Controller, Get, Header, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import type { Page } from '../../../platform/http/page.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, StepNotAllowed, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { PhoneTaken } from '../account.problems.js';
import { TotpNotEnrolled } from '../totp/totp.problems.js';
import { ChangeStaffAccount } from './change-staff-account.js';
import { CreateStaffAccount } from './create-staff-account.js';
import { DisableStaffAccount } from './disable-staff-account.js';
import { EnableStaffAccount } from './enable-staff-account.js';
import { FindStaffAccounts } from './find-staff-accounts.js';
import { ResetStaffPassword } from './reset-staff-password.js';
import { ResetStaffTotp } from './reset-staff-totp.js';
import {
  ChangeStaffAccountRequest,
  CreateStaffAccountRequest,
  OneTimePasswordView,
  StaffAccountQuery,
  StaffAccountView,
} from './staff.dto.js';
import { LastSystemAdmin, StaffAccountNotFound } from './staff.problems.js';

@Controller('management/staff-accounts')
@ApiTags('accounts')
export class StaffAccountsController {
  constructor(
    private readonly createStaffAccount: CreateStaffAccount,
    private readonly findStaffAccounts: FindStaffAccounts,
    private readonly changeStaffAccount: ChangeStaffAccount,
    private readonly disableStaffAccount: DisableStaffAccount,
    private readonly enableStaffAccount: EnableStaffAccount,
    private readonly resetStaffPassword: ResetStaffPassword,
    private readonly resetStaffTotp: ResetStaffTotp,
  ) {}

  @Post()
  @Allow('system_admin')
  @NotIdempotent('the answer holds a password that is shown once; a phone has only one account')
  @WithETag()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'createStaffAccount', summary: '创建工作人员账号' })
  @ApiCreatedResponse({ type: OneTimePasswordView })
  @ApiProblems(PhoneTaken)
  create(@Caller() caller: CallerIdentity, @Body() request: CreateStaffAccountRequest): Promise<OneTimePasswordView> {
    return this.createStaffAccount.run(caller, request);
  }

  @Get()
  @Allow('system_admin', 'auditor')
  @ApiOperation({ operationId: 'listStaffAccounts', summary: '工作人员账号列表' })
  @ApiOkResponse({ type: PageOf(StaffAccountView) })
  @ApiProblems()
  list(@Query() query: StaffAccountQuery): Promise<Page<StaffAccountView>> {
    return this.findStaffAccounts.page(query);
  }

  @Get(':id')
  @Allow('system_admin', 'auditor')
  @WithETag()
  @ApiOperation({ operationId: 'getStaffAccount', summary: '查看工作人员账号' })
  @ApiOkResponse({ type: StaffAccountView })
  @ApiProblems(StaffAccountNotFound)
  find(@IdParam() id: string): Promise<StaffAccountView> {
    return this.findStaffAccounts.one(id);
  }

  @Put(':id')
  @Allow('system_admin')
  @WithETag()
  @NeedsIfMatch()
  @ApiOperation({
    operationId: 'changeStaffAccount',
    summary: '修改工作人员账号的姓名、角色和所管理的基地（角色或基地有变动时该账号须重新登录）',
  })
  @ApiOkResponse({ type: StaffAccountView })
  @ApiProblems(StaffAccountNotFound, LastSystemAdmin, StaleVersion, VersionRequired)
  change(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: ChangeStaffAccountRequest,
  ): Promise<StaffAccountView> {
    return this.changeStaffAccount.run(caller, id, version, request);
  }

  @Post(':id/deactivation')
  @HttpCode(200)
  @Allow('system_admin')
  @WithETag()
  @ApiOperation({ operationId: 'disableStaffAccount', summary: '停用工作人员账号（立即退出登录）' })
  @ApiOkResponse({ type: StaffAccountView })
  @ApiProblems(StaffAccountNotFound, StepNotAllowed, LastSystemAdmin)
  disable(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<StaffAccountView> {
    return this.disableStaffAccount.run(caller, id);
  }

  @Post(':id/reactivation')
  @HttpCode(200)
  @Allow('system_admin')
  @WithETag()
  @ApiOperation({ operationId: 'enableStaffAccount', summary: '重新启用工作人员账号' })
  @ApiOkResponse({ type: StaffAccountView })
  @ApiProblems(StaffAccountNotFound, StepNotAllowed)
  enable(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<StaffAccountView> {
    return this.enableStaffAccount.run(caller, id);
  }

  @Post(':id/password-reset')
  @HttpCode(200)
  @Allow('system_admin')
  @NotIdempotent('the answer holds a password that is shown once; a second one takes its place')
  @WithETag()
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'resetStaffPassword', summary: '重置工作人员密码：生成新的一次性密码' })
  @ApiOkResponse({ type: OneTimePasswordView })
  @ApiProblems(StaffAccountNotFound)
  resetPassword(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<OneTimePasswordView> {
    return this.resetStaffPassword.run(caller, id);
  }

  @Post(':id/totp-reset')
  @HttpCode(200)
  @Allow('system_admin')
  @WithETag()
  @ApiOperation({ operationId: 'resetStaffTotp', summary: '解除工作人员的动态验证码绑定（须在下次登录时重新绑定）' })
  @ApiOkResponse({ type: StaffAccountView })
  @ApiProblems(StaffAccountNotFound, TotpNotEnrolled)
  resetTotp(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<StaffAccountView> {
    return this.resetStaffTotp.run(caller, id);
  }
}
