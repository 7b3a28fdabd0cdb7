import { Controller, Delete, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { attachmentKinds } from '../../recruitment/contracts/index.js';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { ApiUpload } from '../../../platform/files/api-upload.js';
import { uploadProblems } from '../../../platform/files/files.problems.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { type Page } from '../../../platform/http/page.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { MediaTypeNotSupported } from '../../../platform/problems/platform.problems.js';
import { AccountNotReady } from '../applicants/applicant.problems.js';
import { DownloadLinkView } from '../uploads/link.dto.js';
import { FileNotAvailable, NoThumbnail, UploadIncomplete } from '../uploads/upload.problems.js';
import { AttachmentView, ListAttachmentsQuery } from './attachment.dto.js';
import { AttachmentNotFound, TooManyAttachments } from './attachment.problems.js';
import { DeleteAttachment } from './delete-attachment.js';
import { FindAttachments } from './find-attachments.js';
import { UploadAttachment } from './upload-attachment.js';

@ApiTags('applications')
@Controller('attachments')
export class AttachmentsController {
  constructor(
    private readonly findAttachments: FindAttachments,
    private readonly uploadAttachment: UploadAttachment,
    private readonly deleteAttachment: DeleteAttachment,
  ) {}

  @Get()
  @Allow('trainee')
  @ApiOperation({ operationId: 'listAttachments', summary: '我的附件，最新的在前' })
  @ApiOkResponse({ type: PageOf(AttachmentView) })
  @ApiProblems()
  list(@Caller() trainee: CallerIdentity, @Query() query: ListAttachmentsQuery): Promise<Page<AttachmentView>> {
    return this.findAttachments.page(trainee, query);
  }

  @Post()
  @Allow('trainee')
  @ApiUpload({ kind: { type: 'string', enum: [...attachmentKinds], description: '附件种类，放在文件之前' } })
  @ApiOperation({ operationId: 'uploadAttachment', summary: '上传附件（证件照须为竖版 JPEG 或 PNG）' })
  @ApiCreatedResponse({ type: AttachmentView })
  @ApiProblems(AccountNotReady, TooManyAttachments, UploadIncomplete, MediaTypeNotSupported, ...uploadProblems)
  upload(@Caller() trainee: CallerIdentity, @Req() request: FastifyRequest): Promise<AttachmentView> {
    return this.uploadAttachment.run(trainee, request);
  }

  @Get(':id')
  @Allow('trainee')
  @ApiOperation({ operationId: 'getAttachment', summary: '一个附件' })
  @ApiOkResponse({ type: AttachmentView })
  @ApiProblems(AttachmentNotFound)
  find(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<AttachmentView> {
    return this.findAttachments.one(trainee, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('trainee')
  @ApiOperation({ operationId: 'deleteAttachment', summary: '删除附件（已随报名提交的内容不受影响）' })
  @ApiNoContentResponse()
  @ApiProblems(AttachmentNotFound)
  delete(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<void> {
    return this.deleteAttachment.run(trainee, id);
  }

  @Get(':id/content')
  @Allow('trainee')
  @ApiOperation({ operationId: 'downloadAttachment', summary: '附件内容的短期下载地址（5 分钟）' })
  @ApiOkResponse({ type: DownloadLinkView })
  @ApiProblems(AttachmentNotFound, FileNotAvailable)
  link(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<DownloadLinkView> {
    return this.findAttachments.link(trainee, id);
  }

  @Get(':id/thumbnail')
  @Allow('trainee')
  @ApiOperation({ operationId: 'getAttachmentThumbnail', summary: '图片附件缩略图的短期下载地址（5 分钟，JPEG）' })
  @ApiOkResponse({ type: DownloadLinkView })
  @ApiProblems(AttachmentNotFound, FileNotAvailable, NoThumbnail)
  thumbnail(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<DownloadLinkView> {
    return this.findAttachments.thumbnail(trainee, id);
  }
}
