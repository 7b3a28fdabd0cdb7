import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { CandidatesNotEligible, ExamNotFound, NoCandidates, NoRooms, TooFewPlaces } from '../exams/exam.problems.js';
import { ArrangeSeats } from './arrange-seats.js';
import { FindSeating } from './find-seating.js';
import { ArrangeSeatsRequest, SeatingView } from './seating.dto.js';

@ApiTags('exams')
@Controller('management/exams/:id/seating')
export class ManagementSeatingController {
  constructor(
    private readonly arrangeSeats: ArrangeSeats,
    private readonly findSeating: FindSeating,
  ) {}

  @Post()
  @HttpCode(200)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'arrangeSeats', summary: '编排座位；发布之前可反复重排' })
  @ApiOkResponse({ type: SeatingView })
  @ApiProblems(ExamNotFound, StepNotAllowed, NoRooms, NoCandidates, TooFewPlaces, CandidatesNotEligible)
  arrange(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @Body() request: ArrangeSeatsRequest,
  ): Promise<SeatingView> {
    return this.arrangeSeats.run(caller, id, request);
  }

  @Get()
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'getSeating', summary: '座位编排表' })
  @ApiOkResponse({ type: SeatingView })
  @ApiProblems(ExamNotFound)
  get(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<SeatingView> {
    return this.findSeating.run(caller, id);
  }
}
