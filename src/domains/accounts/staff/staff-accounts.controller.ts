import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { PageQuery } from '../../../platform/http/page.js';
import type { Page } from '../../../platform/http/page.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { PhoneTaken } from '../account.problems.js';
import { CreateStaffAccount } from './create-staff-account.js';
import { FindStaffAccounts } from './find-staff-accounts.js';
import { CreateStaffAccountRequest, StaffAccountCreatedView, StaffAccountView } from './staff.dto.js';
import { StaffAccountNotFound } from './staff.problems.js';

@Controller('management/staff-accounts')
@ApiTags('accounts')
export class StaffAccountsController {
  constructor(
    private readonly createStaffAccount: CreateStaffAccount,
    private readonly findStaffAccounts: FindStaffAccounts,
  ) {}

  @Post()
  @Allow('system_admin')
  @NotIdempotent('the answer holds a password that is shown once; a phone has only one account')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'createStaffAccount', summary: '创建工作人员账号' })
  @ApiCreatedResponse({ type: StaffAccountCreatedView })
  @ApiProblems(PhoneTaken)
  create(
    @Caller() caller: CallerIdentity,
    @Body() request: CreateStaffAccountRequest,
  ): Promise<StaffAccountCreatedView> {
    return this.createStaffAccount.run(caller, request);
  }

  @Get()
  @Allow('system_admin')
  @ApiOperation({ operationId: 'listStaffAccounts', summary: '工作人员账号列表' })
  @ApiOkResponse({ type: PageOf(StaffAccountView) })
  @ApiProblems()
  list(@Query() query: PageQuery): Promise<Page<StaffAccountView>> {
    return this.findStaffAccounts.page(query);
  }

  @Get(':id')
  @Allow('system_admin')
  @ApiOperation({ operationId: 'getStaffAccount', summary: '查看工作人员账号' })
  @ApiOkResponse({ type: StaffAccountView })
  @ApiProblems(StaffAccountNotFound)
  find(@IdParam() id: string): Promise<StaffAccountView> {
    return this.findStaffAccounts.one(id);
  }
}
