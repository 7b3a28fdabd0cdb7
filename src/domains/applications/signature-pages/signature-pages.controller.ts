import { Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { ApiUpload } from '../../../platform/files/api-upload.js';
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
import { ListSignaturePagesQuery, SignaturePageView } from './signature-page.dto.js';
import {
  NoSignaturePages,
  SignaturePageNotAvailable,
  SignaturePageNotFound,
  SignaturePageSubmitted,
  TooManySignaturePages,
} from './signature-page.problems.js';
import { SubmitSignaturePages } from './submit-signature-pages.js';
import { UploadSignaturePage } from './upload-signature-page.js';

@ApiTags('applications')
@Controller('applications/:id')
export class SignaturePagesController {
  constructor(
    private readonly findSignaturePages: FindSignaturePages,
    private readonly uploadSignaturePage: UploadSignaturePage,
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
  @ApiOperation({ operationId: 'uploadSignaturePage', summary: '上传一页签字盖章页（PDF、JPEG 或 PNG）' })
  @ApiCreatedResponse({ type: SignaturePageView })
  @ApiProblems(
    ApplicationNotFound,
    StepNotAllowed,
    TooManySignaturePages,
    UploadIncomplete,
    MediaTypeNotSupported,
    ...uploadProblems,
  )
  upload(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Req() request: FastifyRequest,
  ): Promise<SignaturePageView> {
    return this.uploadSignaturePage.run(trainee, id, request);
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
  @ApiProblems(ApplicationNotFound, StepNotAllowed, NoSignaturePages, SignaturePageNotAvailable)
  submit(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<ApplicationView> {
    return this.submitSignaturePages.run(trainee, id);
  }
}
