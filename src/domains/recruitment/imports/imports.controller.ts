import { Controller, Get, HttpCode, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { ApiUpload } from '../../../platform/files/api-upload.js';
import { contentDisposition } from '../../../platform/objects/content-disposition.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { ImportQuery } from '../../../platform/spreadsheets/import-report.js';
import { workbookProblems } from '../../../platform/spreadsheets/receive-workbook.js';
import { SpreadsheetHasErrors } from '../../../platform/spreadsheets/spreadsheets.problems.js';
import { XLSX } from '../../../platform/spreadsheets/write-template.js';
import { ImportBases } from './import-bases.js';
import { ImportPlans } from './import-plans.js';
import { BaseImportReport, PlanImportReport } from './imports.dto.js';
import { WriteTemplates } from './write-templates.js';

const WORKBOOK = '按模板填写的 .xlsx 文件，不超过 5 MB、5000 行；只读取第一个工作表';
const binary = { description: '模板', schema: { type: 'string', format: 'binary' } } as const;

@Controller('management')
@ApiTags('recruitment')
export class ImportsController {
  constructor(
    private readonly importBases: ImportBases,
    private readonly importPlans: ImportPlans,
    private readonly writeTemplates: WriteTemplates,
  ) {}

  @Get('bases/import-template')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'getBaseImportTemplate', summary: '下载培训基地导入模板（XLSX）' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  @ApiProblems()
  async baseTemplate(): Promise<StreamableFile> {
    return download(await this.writeTemplates.ofBases(), '培训基地导入模板.xlsx');
  }

  @Post('bases/import')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiUpload({}, WORKBOOK)
  @ApiOperation({ operationId: 'importBases', summary: '批量导入培训基地，先检查后保存，全部成功或全部不保存' })
  @ApiOkResponse({ type: BaseImportReport })
  @ApiProblems(SpreadsheetHasErrors, ...workbookProblems)
  bases(@Caller() caller: CallerIdentity, @Req() request: FastifyRequest, @Query() { dryRun }: ImportQuery) {
    return this.importBases.run(caller, request, dryRun);
  }

  @Get('plans/import-template')
  @Allow('province_admin')
  @ApiOperation({ operationId: 'getPlanImportTemplate', summary: '下载招录计划导入模板（XLSX），含可选的基地与批次' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  @ApiProblems()
  async planTemplate(): Promise<StreamableFile> {
    return download(await this.writeTemplates.ofPlans(), '招录计划导入模板.xlsx');
  }

  @Post('plans/import')
  @HttpCode(200)
  @Allow('province_admin')
  @ApiUpload({}, WORKBOOK)
  @ApiOperation({ operationId: 'importPlans', summary: '批量导入招录计划（草稿），先检查后保存，全部成功或全部不保存' })
  @ApiOkResponse({ type: PlanImportReport })
  @ApiProblems(SpreadsheetHasErrors, ...workbookProblems)
  plans(@Caller() caller: CallerIdentity, @Req() request: FastifyRequest, @Query() { dryRun }: ImportQuery) {
    return this.importPlans.run(caller, request, dryRun);
  }
}

const download = (content: Buffer, name: string): StreamableFile =>
  new StreamableFile(content, { type: XLSX, disposition: contentDisposition('attachment', name) });
