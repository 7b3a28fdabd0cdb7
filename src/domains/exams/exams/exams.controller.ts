import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { type Page, PageQuery } from '../../../platform/http/page.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, StepNotAllowed, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { PublishTickets } from '../tickets/publish-tickets.js';
import { AddRoom } from './add-room.js';
import { ChangeExam } from './change-exam.js';
import { CreateExam } from './create-exam.js';
import { AddExamRoomRequest, ChangeExamRequest, CreateExamRequest, ExamSummaryView, ExamView } from './exam.dto.js';
import { ExamBegun, ExamNotFound, RoomNameTaken, RoomNotFound, TooManyRooms } from './exam.problems.js';
import { FindExams } from './find-exams.js';
import { RemoveRoom } from './remove-room.js';

@ApiTags('exams')
@Controller('management/exams')
export class ManagementExamsController {
  constructor(
    private readonly createExam: CreateExam,
    private readonly findExams: FindExams,
    private readonly changeExam: ChangeExam,
    private readonly addExamRoom: AddRoom,
    private readonly removeExamRoom: RemoveRoom,
    private readonly publishTickets: PublishTickets,
  ) {}

  @Post()
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'createExam', summary: '新建结业考试' })
  @ApiCreatedResponse({ type: ExamView })
  @ApiProblems()
  create(@Caller() caller: CallerIdentity, @Body() request: CreateExamRequest): Promise<ExamView> {
    return this.createExam.run(caller, request);
  }

  @Get()
  @Allow('base_admin')
  @ApiOperation({ operationId: 'listExams', summary: '结业考试列表' })
  @ApiOkResponse({ type: PageOf(ExamSummaryView) })
  @ApiProblems()
  list(@Caller() caller: CallerIdentity, @Query() query: PageQuery): Promise<Page<ExamSummaryView>> {
    return this.findExams.run(caller, query);
  }

  @Get(':id')
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'getExam', summary: '结业考试详情' })
  @ApiOkResponse({ type: ExamView })
  @ApiProblems(ExamNotFound)
  get(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<ExamView> {
    return this.findExams.one(caller, id);
  }

  @Put(':id')
  @Allow('base_admin')
  @NeedsIfMatch()
  @WithETag()
  @ApiOperation({ operationId: 'changeExam', summary: '修改结业考试（发布准考证之前）' })
  @ApiOkResponse({ type: ExamView })
  @ApiProblems(ExamNotFound, StepNotAllowed, StaleVersion, VersionRequired)
  change(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: ChangeExamRequest,
  ): Promise<ExamView> {
    return this.changeExam.run(caller, id, version, request);
  }

  @Post(':id/rooms')
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'addExamRoom', summary: '添加考场' })
  @ApiCreatedResponse({ type: ExamView })
  @ApiProblems(ExamNotFound, StepNotAllowed, RoomNameTaken, TooManyRooms)
  addRoom(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @Body() request: AddExamRoomRequest,
  ): Promise<ExamView> {
    return this.addExamRoom.run(caller, id, request);
  }

  @Delete(':id/rooms/:roomId')
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'removeExamRoom', summary: '删除考场；已编排的座位随之作废' })
  @ApiOkResponse({ type: ExamView })
  @ApiProblems(ExamNotFound, RoomNotFound, StepNotAllowed)
  removeRoom(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IdParam('roomId') roomId: string,
  ): Promise<ExamView> {
    return this.removeExamRoom.run(caller, id, roomId);
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'publishExam', summary: '发布座位，签发准考证' })
  @ApiOkResponse({ type: ExamView })
  @ApiProblems(ExamNotFound, StepNotAllowed, ExamBegun)
  publish(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<ExamView> {
    return this.publishTickets.run(caller, id);
  }
}
