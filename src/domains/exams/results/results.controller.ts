import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, StepNotAllowed, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { ExamView } from '../exams/exam.dto.js';
import { ExamNotFound, ExamNotHeldYet, ResultsMissing } from '../exams/exam.problems.js';
import { SeatingView } from '../seating/seating.dto.js';
import { EnterResults } from './enter-results.js';
import { PublishResults } from './publish-results.js';
import { EnterResultsRequest } from './result.dto.js';

@ApiTags('exams')
@Controller('management/exams/:id/results')
export class ManagementResultsController {
  constructor(
    private readonly enterResults: EnterResults,
    private readonly publishResults: PublishResults,
  ) {}

  @Put()
  @Allow('base_admin')
  @NeedsIfMatch()
  @WithETag()
  @ApiOperation({ operationId: 'enterExamResults', summary: '录入或更正成绩；只改动列出的考生，全部成功或全部不变' })
  @ApiOkResponse({ type: SeatingView })
  @ApiProblems(ExamNotFound, StepNotAllowed, ExamNotHeldYet, StaleVersion, VersionRequired)
  enter(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: EnterResultsRequest,
  ): Promise<SeatingView> {
    return this.enterResults.run(caller, id, version, request);
  }

  @Post('publication')
  @HttpCode(200)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'publishExamResults', summary: '公布成绩' })
  @ApiOkResponse({ type: ExamView })
  @ApiProblems(ExamNotFound, StepNotAllowed, ExamNotHeldYet, ResultsMissing)
  publish(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<ExamView> {
    return this.publishResults.run(caller, id);
  }
}
