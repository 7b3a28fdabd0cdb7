import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { AnswersVersioned, IfNoneMatch, type Known, WithContentETag } from '../../../platform/http/conditional.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { FindPlanStatistics } from '../statistics/find-plan-statistics.js';
import { PlanStatisticsQuery, PlanStatisticsView } from '../statistics/plan-statistics.dto.js';
import { FindPlans } from './find-plans.js';
import { PlanNotFound } from './plan.problems.js';
import { PlanQuery, PlanView } from './plans.dto.js';

@Controller('plans')
@ApiTags('recruitment')
export class PlansController {
  constructor(
    private readonly findPlans: FindPlans,
    private readonly findPlanStatistics: FindPlanStatistics,
  ) {}

  @Get()
  @Allow('anyone')
  @ApiOperation({ operationId: 'listPlans', summary: '招录计划列表' })
  @ApiOkResponse({ type: PageOf(PlanView) })
  @ApiProblems()
  @Header('cache-control', 'no-cache')
  @WithContentETag()
  list(@Query() query: PlanQuery) {
    return this.findPlans.list(query);
  }

  // stands before `:id`, which would take the word for an id
  @Get('statistics')
  @Allow('trainee', 'base_admin', 'province_admin', 'system_admin')
  @ApiOperation({ operationId: 'getPlanStatistics', summary: '报名情况统计' })
  @ApiOkResponse({ type: PlanStatisticsView })
  @ApiProblems()
  // figures, nobody's data: a browser may keep them and ask whether they still hold
  @Header('cache-control', 'private, no-cache')
  @AnswersVersioned()
  statistics(@IfNoneMatch() known: Known, @Query() query: PlanStatisticsQuery) {
    return this.findPlanStatistics.run(query, known);
  }

  @Get(':id')
  @Allow('anyone')
  @ApiOperation({ operationId: 'getPlan', summary: '查看招录计划' })
  @ApiOkResponse({ type: PlanView })
  @ApiProblems(PlanNotFound)
  @Header('cache-control', 'no-cache')
  @WithContentETag()
  get(@IdParam() id: string) {
    return this.findPlans.one(id);
  }
}
