import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { PageQuery } from '../../../platform/http/page.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StaleVersion, VersionRequired } from '../../../platform/problems/platform.problems.js';
import { BatchAlreadyOpen, BatchNameTaken, BatchNotFound } from './batch.problems.js';
import { BatchView, SaveBatchRequest } from './batches.dto.js';
import { ChangeBatch } from './change-batch.js';
import { CreateBatch } from './create-batch.js';
import { FindBatches } from './find-batches.js';

@Controller('management/batches')
@ApiTags('recruitment')
export class ManagedBatchesController {
  constructor(
    private readonly findBatches: FindBatches,
    private readonly createBatch: CreateBatch,
    private readonly changeBatch: ChangeBatch,
  ) {}

  @Post()
  @Allow('province_admin')
  @ApiOperation({ operationId: 'createBatch', summary: '新建招录批次' })
  @ApiCreatedResponse({ type: BatchView })
  @ApiProblems(BatchNameTaken)
  @WithETag()
  create(@Caller() caller: CallerIdentity, @Body() request: SaveBatchRequest) {
    return this.createBatch.run(caller, request);
  }

  @Get()
  @Allow('province_admin')
  @ApiOperation({ operationId: 'listBatches', summary: '招录批次列表' })
  @ApiOkResponse({ type: PageOf(BatchView) })
  @ApiProblems()
  list(@Query() query: PageQuery) {
    return this.findBatches.list(query);
  }

  @Get(':id')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'getBatch', summary: '查看招录批次' })
  @ApiOkResponse({ type: BatchView })
  @ApiProblems(BatchNotFound)
  @WithETag()
  get(@IdParam() id: string) {
    return this.findBatches.one(id);
  }

  @Put(':id')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'changeBatch', summary: '修改招录批次' })
  @ApiOkResponse({ type: BatchView })
  @ApiProblems(BatchNotFound, BatchNameTaken, BatchAlreadyOpen, StaleVersion, VersionRequired)
  @NeedsIfMatch()
  @WithETag()
  change(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: SaveBatchRequest,
  ) {
    return this.changeBatch.run(caller, id, version, request);
  }
}
