import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { type Page, PageQuery } from '../../../platform/http/page.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { AccountLocked, CurrentPasswordWrong } from '../sessions/session.problems.js';
import { CancelErasure } from './cancel-erasure.js';
import { OwnErasureRequestView, RequestErasureRequest } from './erasure.dto.js';
import { ErasureAlreadyRequested, ErasureRequestNotFound } from './erasure.problems.js';
import { FindErasureRequests } from './find-erasure-requests.js';
import { RequestErasure } from './request-erasure.js';

@Controller('account/erasure-requests')
@ApiTags('accounts')
export class ErasureRequestsController {
  constructor(
    private readonly requestErasure: RequestErasure,
    private readonly cancelErasure: CancelErasure,
    private readonly findErasureRequests: FindErasureRequests,
  ) {}

  @Post()
  @Allow('trainee')
  @NotIdempotent('not even a hash of a body with a password is kept; a second request is refused while one waits')
  @ApiOperation({ operationId: 'requestErasure', summary: '申请注销账号、删除个人信息' })
  @ApiCreatedResponse({ type: OwnErasureRequestView })
  @ApiProblems(CurrentPasswordWrong, AccountLocked, ErasureAlreadyRequested)
  request(@Caller() trainee: CallerIdentity, @Body() request: RequestErasureRequest): Promise<OwnErasureRequestView> {
    return this.requestErasure.run(trainee, request);
  }

  @Get()
  @Allow('trainee')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'listMyErasureRequests', summary: '我的注销申请' })
  @ApiOkResponse({ type: PageOf(OwnErasureRequestView) })
  @ApiProblems()
  list(@Caller() trainee: CallerIdentity, @Query() query: PageQuery): Promise<Page<OwnErasureRequestView>> {
    return this.findErasureRequests.own(trainee, query);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow('trainee')
  @ApiOperation({ operationId: 'cancelErasure', summary: '撤销注销申请' })
  @ApiOkResponse({ type: OwnErasureRequestView })
  @ApiProblems(ErasureRequestNotFound, StepNotAllowed)
  cancel(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<OwnErasureRequestView> {
    return this.cancelErasure.run(trainee, id);
  }
}
