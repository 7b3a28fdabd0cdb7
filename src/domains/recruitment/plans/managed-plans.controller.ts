import { Body, Controller, Delete, Get, Header, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, StepNotAllowed, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { BaseNotFound, BaseSuspended } from '../bases/base.problems.js';
import { BatchNotFound, BatchOver } from '../batches/batch.problems.js';
import { ChangePlan } from './change-plan.js';
import { CreatePlan } from './create-plan.js';
import { DeletePlan } from './delete-plan.js';
import { FindPlans } from './find-plans.js';
import { MovePlan } from './move-plan.js';
import { PlanExists, PlanNotDraft, PlanNotFound, QuotaBelowPublicized } from './plan.problems.js';
import { ChangePlanRequest, CreatePlanRequest, ManagedPlanQuery, ManagedPlanView } from './plans.dto.js';

@Controller('management/plans')
@ApiTags('recruitment')
export class ManagedPlansController {
  constructor(
    private readonly findPlans: FindPlans,
    private readonly createPlan: CreatePlan,
    private readonly changePlan: ChangePlan,
    private readonly movePlan: MovePlan,
    private readonly deletePlan: DeletePlan,
  ) {}

  @Post()
  @Allow('province_admin')
  @ApiOperation({ operationId: 'createPlan', summary: '新建招录计划（草稿）' })
  @ApiCreatedResponse({ type: ManagedPlanView })
  @ApiProblems(BaseNotFound, BatchNotFound, PlanExists)
  @WithETag()
  create(@Caller() caller: CallerIdentity, @Body() request: CreatePlanRequest) {
    return this.createPlan.run(caller, request);
  }

  @Get()
  @Allow('province_admin')
  @ApiOperation({ operationId: 'listManagedPlans', summary: '管理招录计划列表' })
  @ApiOkResponse({ type: PageOf(ManagedPlanView) })
  @ApiProblems()
  list(@Query() query: ManagedPlanQuery) {
    return this.findPlans.managedList(query);
  }

  @Get(':id')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'getManagedPlan', summary: '管理端查看招录计划' })
  @ApiOkResponse({ type: ManagedPlanView })
  @ApiProblems(PlanNotFound)
  // its counts and names change without its version: a browser must not keep it and ask for a 304
  @Header('cache-control', 'no-store')
  @WithETag()
  get(@IdParam() id: string) {
    return this.findPlans.managedOne(id);
  }

  @Put(':id')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'changePlan', summary: '修改招录计划' })
  @ApiOkResponse({ type: ManagedPlanView })
  @ApiProblems(PlanNotFound, QuotaBelowPublicized, StepNotAllowed, StaleVersion, VersionRequired)
  @NeedsIfMatch()
  @WithETag()
  change(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: ChangePlanRequest,
  ) {
    return this.changePlan.run(caller, id, version, request);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('province_admin')
  @ApiOperation({ operationId: 'deletePlan', summary: '删除招录计划草稿' })
  @ApiNoContentResponse()
  @ApiProblems(PlanNotFound, PlanNotDraft)
  delete(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<void> {
    return this.deletePlan.run(caller, id);
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiOperation({ operationId: 'publishPlan', summary: '发布招录计划' })
  @ApiOkResponse({ type: ManagedPlanView })
  @ApiProblems(PlanNotFound, BaseSuspended, BatchOver, StepNotAllowed)
  @WithETag()
  publish(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.movePlan.run(caller, id, 'publish');
  }

  @Post(':id/closure')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiOperation({ operationId: 'closePlan', summary: '关闭招录计划' })
  @ApiOkResponse({ type: ManagedPlanView })
  @ApiProblems(PlanNotFound, StepNotAllowed)
  @WithETag()
  close(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.movePlan.run(caller, id, 'close');
  }
}
