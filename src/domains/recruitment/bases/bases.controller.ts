import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { BaseNotFound } from './base.problems.js';
import { BaseQuery, BaseView, toBaseView } from './bases.dto.js';
import { FindBases } from './find-bases.js';

@Controller('bases')
@ApiTags('recruitment')
export class BasesController {
  constructor(private readonly findBases: FindBases) {}

  @Get()
  @Allow('anyone')
  @ApiOperation({ operationId: 'listBases', summary: '培训基地列表' })
  @ApiOkResponse({ type: PageOf(BaseView) })
  @ApiProblems()
  list(@Query() query: BaseQuery) {
    return this.findBases.list(query, toBaseView);
  }

  @Get(':id')
  @Allow('anyone')
  @ApiOperation({ operationId: 'getBase', summary: '查看培训基地' })
  @ApiOkResponse({ type: BaseView })
  @ApiProblems(BaseNotFound)
  get(@IdParam() id: string) {
    return this.findBases.one(id, toBaseView);
  }
}
