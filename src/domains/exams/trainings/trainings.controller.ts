import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import type { Page } from '../../../platform/http/page.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { CompleteTrainings } from './complete-trainings.js';
import { FindTrainings } from './find-trainings.js';
import { StartTrainings } from './start-trainings.js';
import {
  CompleteTrainingsRequest,
  StartTrainingsRequest,
  TrainingOutcomesView,
  TrainingQuery,
  TrainingView,
} from './training.dto.js';

@ApiTags('exams')
@Controller('management/trainings')
export class ManagementTrainingsController {
  constructor(
    private readonly findTrainings: FindTrainings,
    private readonly startTrainings: StartTrainings,
    private readonly completeTrainings: CompleteTrainings,
  ) {}

  @Get()
  @Allow('base_admin')
  @ApiOperation({ operationId: 'listTrainings', summary: '轮转培训记录列表' })
  @ApiOkResponse({ type: PageOf(TrainingView) })
  @ApiProblems()
  list(@Caller() caller: CallerIdentity, @Query() query: TrainingQuery): Promise<Page<TrainingView>> {
    return this.findTrainings.run(caller, query);
  }

  @Post('start')
  @HttpCode(200)
  @Allow('base_admin')
  @ApiOperation({ operationId: 'startTrainings', summary: '批量开始轮转培训，逐条返回结果' })
  @ApiOkResponse({ type: TrainingOutcomesView })
  @ApiProblems()
  start(@Caller() caller: CallerIdentity, @Body() request: StartTrainingsRequest): Promise<TrainingOutcomesView> {
    return this.startTrainings.run(caller, request);
  }

  @Post('completion')
  @HttpCode(200)
  @Allow('base_admin')
  @ApiOperation({ operationId: 'completeTrainings', summary: '批量结束轮转培训，逐条返回结果' })
  @ApiOkResponse({ type: TrainingOutcomesView })
  @ApiProblems()
  complete(@Caller() caller: CallerIdentity, @Body() request: CompleteTrainingsRequest): Promise<TrainingOutcomesView> {
    return this.completeTrainings.run(caller, request);
  }
}
