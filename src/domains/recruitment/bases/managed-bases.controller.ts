import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, StepNotAllowed, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { BaseNameTaken, BaseNotFound } from './base.problems.js';
import { BaseQuery, ManagedBaseView, SaveBaseRequest, toManagedBaseView } from './bases.dto.js';
import { ChangeBase } from './change-base.js';
import { CreateBase } from './create-base.js';
import { FindBases } from './find-bases.js';
import { MoveBase } from './move-base.js';

@Controller('management/bases')
@ApiTags('recruitment')
export class ManagedBasesController {
  constructor(
    private readonly findBases: FindBases,
    private readonly createBase: CreateBase,
    private readonly changeBase: ChangeBase,
    private readonly moveBase: MoveBase,
  ) {}

  @Post()
  @Allow('province_admin')
  @ApiOperation({ operationId: 'createBase', summary: '新建培训基地' })
  @ApiCreatedResponse({ type: ManagedBaseView })
  @ApiProblems(BaseNameTaken)
  @WithETag()
  create(@Caller() caller: CallerIdentity, @Body() request: SaveBaseRequest) {
    return this.createBase.run(caller, request);
  }

  @Get()
  @Allow('province_admin')
  @ApiOperation({ operationId: 'listManagedBases', summary: '管理培训基地列表' })
  @ApiOkResponse({ type: PageOf(ManagedBaseView) })
  @ApiProblems()
  list(@Query() query: BaseQuery) {
    return this.findBases.list(query, toManagedBaseView);
  }

  @Get(':id')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'getManagedBase', summary: '管理端查看培训基地' })
  @ApiOkResponse({ type: ManagedBaseView })
  @ApiProblems(BaseNotFound)
  @WithETag()
  get(@IdParam() id: string) {
    return this.findBases.one(id, toManagedBaseView);
  }

  @Put(':id')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'changeBase', summary: '修改培训基地' })
  @ApiOkResponse({ type: ManagedBaseView })
  @ApiProblems(BaseNotFound, BaseNameTaken, StaleVersion, VersionRequired)
  @NeedsIfMatch()
  @WithETag()
  change(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: SaveBaseRequest,
  ) {
    return this.changeBase.run(caller, id, version, request);
  }

  @Post(':id/suspension')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiOperation({ operationId: 'suspendBase', summary: '暂停培训基地' })
  @ApiOkResponse({ type: ManagedBaseView })
  @ApiProblems(BaseNotFound, StepNotAllowed)
  @WithETag()
  suspend(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.moveBase.run(caller, id, 'suspend');
  }

  @Post(':id/resumption')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiOperation({ operationId: 'resumeBase', summary: '恢复培训基地' })
  @ApiOkResponse({ type: ManagedBaseView })
  @ApiProblems(BaseNotFound, StepNotAllowed)
  @WithETag()
  resume(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.moveBase.run(caller, id, 'resume');
  }
}
