import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { DownloadLinkView } from '../uploads/link.dto.js';
import { ApplicationExportView, ExportApplicationsRequest } from './application-export.dto.js';
import { ExportNotFound, ExportNotReady, ExportRunning } from './application-export.problems.js';
import { FindApplicationExport } from './find-application-export.js';
import { RequestApplicationExport } from './request-application-export.js';

/** Applications as a file: asked for, watched, and fetched by who asked. */
@ApiTags('applications')
@Controller('management/applications/export')
export class ApplicationExportsController {
  constructor(
    private readonly requestApplicationExport: RequestApplicationExport,
    private readonly findApplicationExport: FindApplicationExport,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'exportApplications', summary: '导出报名为 XLSX（导出会被审计）' })
  @ApiAcceptedResponse({ type: ApplicationExportView })
  @ApiProblems(ExportRunning)
  request(@Caller() admin: CallerIdentity, @Body() request: ExportApplicationsRequest): Promise<ApplicationExportView> {
    return this.requestApplicationExport.run(admin, request);
  }

  @Get(':id')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'getApplicationExport', summary: '导出的进度' })
  @ApiOkResponse({ type: ApplicationExportView })
  @ApiProblems(ExportNotFound)
  find(@Caller() admin: CallerIdentity, @IdParam() id: string): Promise<ApplicationExportView> {
    return this.findApplicationExport.progress(admin, id);
  }

  @Get(':id/content')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'downloadApplicationExport', summary: '导出文件的短期下载地址（下载会被审计）' })
  @ApiOkResponse({ type: DownloadLinkView })
  @ApiProblems(ExportNotFound, ExportNotReady)
  content(@Caller() admin: CallerIdentity, @IdParam() id: string): Promise<DownloadLinkView> {
    return this.findApplicationExport.content(admin, id);
  }
}
