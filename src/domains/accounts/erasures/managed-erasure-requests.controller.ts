import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import type { Page } from '../../../platform/http/page.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { ApproveErasure } from './approve-erasure.js';
import {
  ErasureRequestsQuery,
  ErasureRequestSummaryView,
  ErasureRequestView,
  RefuseErasureRequest,
} from './erasure.dto.js';
import { ErasureRequestNotFound, ErasureWhileApplying } from './erasure.problems.js';
import { FindErasureRequests } from './find-erasure-requests.js';
import { RefuseErasure } from './refuse-erasure.js';

@Controller('management/erasure-requests')
@ApiTags('accounts')
export class ManagedErasureRequestsController {
  constructor(
    private readonly findErasureRequests: FindErasureRequests,
    private readonly approveErasure: ApproveErasure,
    private readonly refuseErasure: RefuseErasure,
  ) {}

  @Get()
  @Allow('province_admin')
  @ApiOperation({ operationId: 'listErasureRequests', summary: '注销申请列表' })
  @ApiOkResponse({ type: PageOf(ErasureRequestSummaryView) })
  @ApiProblems()
  list(@Query() query: ErasureRequestsQuery): Promise<Page<ErasureRequestSummaryView>> {
    return this.findErasureRequests.page(query);
  }

  @Get(':id')
  @Allow('province_admin')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'getErasureRequest', summary: '查看注销申请及处理结果' })
  @ApiOkResponse({ type: ErasureRequestView })
  @ApiProblems(ErasureRequestNotFound)
  find(@Caller() administrator: CallerIdentity, @IdParam() id: string): Promise<ErasureRequestView> {
    return this.findErasureRequests.one(administrator, id);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiOperation({ operationId: 'approveErasure', summary: '批准注销申请' })
  @ApiOkResponse({ type: ErasureRequestView })
  @ApiProblems(ErasureRequestNotFound, StepNotAllowed, ErasureWhileApplying)
  approve(@Caller() administrator: CallerIdentity, @IdParam() id: string): Promise<ErasureRequestView> {
    return this.approveErasure.run(administrator, id);
  }

  @Post(':id/refusal')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiOperation({ operationId: 'refuseErasure', summary: '拒绝注销申请' })
  @ApiOkResponse({ type: ErasureRequestView })
  @ApiProblems(ErasureRequestNotFound, StepNotAllowed)
  refuse(
    @Caller() administrator: CallerIdentity,
    @IdParam() id: string,
    @Body() { reason }: RefuseErasureRequest,
  ): Promise<ErasureRequestView> {
    return this.refuseErasure.run(administrator, id, reason);
  }
}
