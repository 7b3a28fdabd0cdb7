import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { ApiUpload, ApiUploadBody } from '../../../platform/files/api-upload.js';
import { uploadProblems } from '../../../platform/files/files.problems.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import type { Page } from '../../../platform/http/page.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { MediaTypeNotSupported, StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { ApplicationView } from '../applications/application.dto.js';
import { ApplicationNotFound } from '../applications/application.problems.js';
import { UploadIncomplete } from '../uploads/upload.problems.js';
import { DeleteSignaturePage } from './delete-signature-page.js';
import { FindSignaturePages } from './find-signature-pages.js';
import { OrderSignaturePages } from './order-signature-pages.js';
import { ReplaceSignaturePage } from './replace-signature-page.js';
import { ListSignaturePagesQuery, OrderSignaturePagesRequest, SignaturePageView } from './signature-page.dto.js';
import {
  NoSignaturePages,
  PageOfAnotherApplication,
  PageOfAnotherRevision,
  SignaturePageNotAvailable,
  SignaturePageNotFound,
  SignaturePageOrderIncomplete,
  SignaturePageSubmitted,
  TooManySignaturePages,
} from './signature-page.problems.js';
import { SubmitSignaturePages } from './submit-signature-pages.js';
import { UploadSignaturePage } from './upload-signature-page.js';

const pageProblems = [
  ApplicationNotFound,
  StepNotAllowed,
  PageOfAnotherApplication,
  PageOfAnotherRevision,
  UploadIncomplete,
  MediaTypeNotSupported,
  ...uploadProblems,
];

@ApiTags('applications')
@Controller('applications/:id')
export class SignaturePagesController {
  constructor(
    private readonly findSignaturePages: FindSignaturePages,
    private readonly uploadSignaturePage: UploadSignaturePage,
    private readonly orderSignaturePages: OrderSignaturePages,
    private readonly replaceSignaturePage: ReplaceSignaturePage,
    private readonly deleteSignaturePage: DeleteSignaturePage,
    private readonly submitSignaturePages: SubmitSignaturePages,
  ) {}

  @Get('signature-pages')
  @Allow('trainee')
  @ApiOperation({ operationId: 'listSignaturePages', summary: '签字盖章页，含历次提交' })
  @ApiOkResponse({ type: PageOf(SignaturePageView) })
  @ApiProblems(ApplicationNotFound)
  list(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Query() query: ListSignaturePagesQuery,
  ): Promise<Page<SignaturePageView>> {
    return this.findSignaturePages.own(trainee, id, query);
  }

  @Post('signature-pages')
  @Allow('trainee')
  @ApiUpload()
  @ApiOperation({
    operationId: 'uploadSignaturePage',
    summary: '上传一页签字盖章页（PDF、JPEG 或 PNG）',
    description: '识读扫描件上的二维码：属于其他申请表的页会被拒绝；未能识读的页可以提交，由审核人核对。',
  })
  @ApiCreatedResponse({ type: SignaturePageView })
  @ApiProblems(TooManySignaturePages, ...pageProblems)
  upload(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Req() request: FastifyRequest,
  ): Promise<SignaturePageView> {
    return this.uploadSignaturePage.run(trainee, id, request);
  }

  @Put('signature-pages/order')
  @Allow('trainee')
  @ApiOperation({ operationId: 'orderSignaturePages', summary: '调整尚未提交的各页的顺序' })
  @ApiOkResponse({ type: PageOf(SignaturePageView) })
  @ApiProblems(ApplicationNotFound, SignaturePageOrderIncomplete)
  order(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Body() { pageIds }: OrderSignaturePagesRequest,
  ): Promise<Page<SignaturePageView>> {
    return this.orderSignaturePages.run(trainee, id, pageIds);
  }

  @Put('signature-pages/:pageId')
  @Allow('trainee')
  @ApiUploadBody()
  @ApiOperation({ operationId: 'replaceSignaturePage', summary: '替换尚未提交的一页，编号和顺序不变' })
  @ApiOkResponse({ type: SignaturePageView })
  @ApiProblems(SignaturePageNotFound, SignaturePageSubmitted, ...pageProblems)
  replace(
    @Caller() trainee: CallerIdentity,
    @IdParam() applicationId: string,
    @IdParam('pageId') id: string,
    @Req() request: FastifyRequest,
  ): Promise<SignaturePageView> {
    return this.replaceSignaturePage.run(trainee, { applicationId, id }, request);
  }

  @Delete('signature-pages/:pageId')
  @HttpCode(204)
  @Allow('trainee')
  @ApiOperation({ operationId: 'deleteSignaturePage', summary: '删除尚未提交的一页' })
  @ApiNoContentResponse()
  @ApiProblems(ApplicationNotFound, SignaturePageNotFound, SignaturePageSubmitted)
  delete(@Caller() trainee: CallerIdentity, @IdParam() id: string, @IdParam('pageId') pageId: string): Promise<void> {
    return this.deleteSignaturePage.run(trainee, id, pageId);
  }

  @Post('signature-submission')
  @HttpCode(200)
  @Allow('trainee')
  @ApiOperation({ operationId: 'submitSignaturePages', summary: '提交整套签字盖章页，进入二审' })
  @ApiOkResponse({ type: ApplicationView })
  @ApiProblems(ApplicationNotFound, StepNotAllowed, NoSignaturePages, SignaturePageNotAvailable, PageOfAnotherRevision)
  submit(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<ApplicationView> {
    return this.submitSignaturePages.run(trainee, id);
  }
}
