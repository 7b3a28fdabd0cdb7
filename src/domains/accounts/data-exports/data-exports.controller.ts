import { Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { DataExportView } from './data-export.dto.js';
import { DataExportNotFound, DataExportTooSoon, DataExportUnderWay } from './data-export.problems.js';
import { FindMyDataExport } from './find-my-data-export.js';
import { RequestDataExport } from './request-data-export.js';

@Controller('account')
@ApiTags('accounts')
export class DataExportsController {
  constructor(
    private readonly requestDataExport: RequestDataExport,
    private readonly findMyDataExport: FindMyDataExport,
  ) {}

  @Post('data-exports')
  @HttpCode(202)
  @Allow('trainee')
  @ApiOperation({ operationId: 'requestDataExport', summary: '申请导出个人数据' })
  @ApiAcceptedResponse({ type: DataExportView })
  @ApiProblems(DataExportUnderWay, DataExportTooSoon)
  request(@Caller() trainee: CallerIdentity): Promise<DataExportView> {
    return this.requestDataExport.run(trainee);
  }

  @Get('data-export')
  @Allow('trainee')
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'exportMyData', summary: '查看导出进度，下载个人数据' })
  @ApiOkResponse({ type: DataExportView })
  @ApiProblems(DataExportNotFound)
  find(@Caller() trainee: CallerIdentity): Promise<DataExportView> {
    return this.findMyDataExport.run(trainee);
  }
}
