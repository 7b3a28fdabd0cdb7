import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { NumberParam } from '../../../platform/http/number-param.js';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import type { Page } from '../../../platform/http/page.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { AttachmentNotFound } from '../attachments/attachment.problems.js';
import { ViewAttachment } from '../attachments/view-attachment.js';
import { FindRevisions } from '../revisions/find-revisions.js';
import {
  ListRevisionsQuery,
  RevisionChangesQuery,
  RevisionChangesView,
  revisionNumber,
  RevisionSummaryView,
  RevisionView,
} from '../revisions/revision.dto.js';
import { RevisionNotFound } from '../revisions/revision.problems.js';
import { ViewRevision } from '../revisions/view-revision.js';
import { FindSignaturePages } from '../signature-pages/find-signature-pages.js';
import { ListSignaturePagesQuery, SignaturePageView } from '../signature-pages/signature-page.dto.js';
import { TimelineView } from '../timeline/timeline.dto.js';
import { DownloadLinkView } from '../uploads/link.dto.js';
import { FileNotAvailable, NoThumbnail } from '../uploads/upload.problems.js';
import { ApplicationNotFound } from './application.problems.js';
import { findManagedApplication } from './find-managed-application.js';
import { FindManagedApplications } from './find-managed-applications.js';
import { ListApplicationsQuery, ManagedApplicationView, SearchApplicationsRequest } from './managed-application.dto.js';

/** What the administrators of a base, and of the province, see of applications. */
@ApiTags('applications')
@Controller('management/applications')
export class ManagedApplicationsController {
  constructor(
    private readonly findManagedApplications: FindManagedApplications,
    private readonly findRevisions: FindRevisions,
    private readonly viewRevision: ViewRevision,
    private readonly viewAttachment: ViewAttachment,
    private readonly findSignaturePages: FindSignaturePages,
  ) {}

  @Get()
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'listApplications', summary: '报名列表，最新的在前' })
  @ApiOkResponse({ type: PageOf(ManagedApplicationView) })
  @ApiProblems()
  list(@Caller() admin: CallerIdentity, @Query() query: ListApplicationsQuery): Promise<Page<ManagedApplicationView>> {
    return this.findManagedApplications.page(admin, query);
  }

  @Post('search')
  @HttpCode(200)
  @Allow('base_admin', 'province_admin')
  @NotIdempotent('changes nothing but the audit trail, where each search belongs')
  @ApiOperation({ operationId: 'searchApplications', summary: '按姓名、身份证号码等查找报名（按人查找会被审计）' })
  @ApiOkResponse({ type: PageOf(ManagedApplicationView) })
  @ApiProblems()
  search(
    @Caller() admin: CallerIdentity,
    @Body() request: SearchApplicationsRequest,
  ): Promise<Page<ManagedApplicationView>> {
    return this.findManagedApplications.search(admin, request);
  }

  @Get(':id')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'getApplication', summary: '一份报名' })
  @ApiOkResponse({ type: ManagedApplicationView })
  @ApiProblems(ApplicationNotFound)
  find(@Caller() admin: CallerIdentity, @IdParam() id: string): Promise<ManagedApplicationView> {
    return this.findManagedApplications.one(admin, id);
  }

  @Get(':id/timeline')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'getApplicationTimeline', summary: '报名经过' })
  @ApiOkResponse({ type: TimelineView })
  @ApiProblems(ApplicationNotFound)
  timeline(@Caller() admin: CallerIdentity, @IdParam() id: string): Promise<TimelineView> {
    return this.findManagedApplications.timeline(admin, id);
  }

  @Get(':id/revisions')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'listRevisions', summary: '历次提交' })
  @ApiOkResponse({ type: PageOf(RevisionSummaryView) })
  @ApiProblems(ApplicationNotFound)
  revisions(
    @Caller() admin: CallerIdentity,
    @IdParam() id: string,
    @Query() query: ListRevisionsQuery,
  ): Promise<Page<RevisionSummaryView>> {
    return this.findRevisions.page(admin, findManagedApplication, id, query);
  }

  @Get(':id/revisions/:number')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'getRevision', summary: '一次提交的完整内容（查看会被审计）' })
  @ApiParam(revisionNumber)
  @ApiOkResponse({ type: RevisionView })
  @ApiProblems(ApplicationNotFound, RevisionNotFound)
  revision(
    @Caller() admin: CallerIdentity,
    @IdParam() id: string,
    @NumberParam('number') number: number,
  ): Promise<RevisionView> {
    return this.viewRevision.whole(admin, findManagedApplication, id, number);
  }

  @Get(':id/revisions/:number/changes')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'getRevisionChanges', summary: '与另一次提交（默认上一次）相比的变化（查看会被审计）' })
  @ApiParam(revisionNumber)
  @ApiOkResponse({ type: RevisionChangesView })
  @ApiProblems(ApplicationNotFound, RevisionNotFound)
  changes(
    @Caller() admin: CallerIdentity,
    @IdParam() id: string,
    @NumberParam('number') number: number,
    @Query() { since }: RevisionChangesQuery,
  ): Promise<RevisionChangesView> {
    return this.viewRevision.changes(admin, findManagedApplication, id, number, since);
  }

  @Get(':id/attachments/:attachmentId/content')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'downloadApplicationAttachment', summary: '附件内容的短期下载地址（查看会被审计）' })
  @ApiOkResponse({ type: DownloadLinkView })
  @ApiProblems(ApplicationNotFound, AttachmentNotFound, FileNotAvailable)
  attachment(
    @Caller() admin: CallerIdentity,
    @IdParam() id: string,
    @IdParam('attachmentId') attachmentId: string,
  ): Promise<DownloadLinkView> {
    return this.viewAttachment.content(admin, id, attachmentId);
  }

  @Get(':id/attachments/:attachmentId/thumbnail')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({
    operationId: 'getApplicationAttachmentThumbnail',
    summary: '图片附件缩略图的短期下载地址（查看会被审计）',
  })
  @ApiOkResponse({ type: DownloadLinkView })
  @ApiProblems(ApplicationNotFound, AttachmentNotFound, FileNotAvailable, NoThumbnail)
  attachmentThumbnail(
    @Caller() admin: CallerIdentity,
    @IdParam() id: string,
    @IdParam('attachmentId') attachmentId: string,
  ): Promise<DownloadLinkView> {
    return this.viewAttachment.thumbnail(admin, id, attachmentId);
  }

  @Get(':id/signature-pages')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'listSubmittedSignaturePages', summary: '已提交的签字盖章页（查看会被审计）' })
  @ApiOkResponse({ type: PageOf(SignaturePageView) })
  @ApiProblems(ApplicationNotFound)
  signaturePages(
    @Caller() admin: CallerIdentity,
    @IdParam() id: string,
    @Query() query: ListSignaturePagesQuery,
  ): Promise<Page<SignaturePageView>> {
    return this.findSignaturePages.submitted(admin, id, query);
  }
}
