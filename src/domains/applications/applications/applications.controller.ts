import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import type { Page } from '../../../platform/http/page.js';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { AccountNotReady } from '../applicants/applicant.problems.js';
import { PlanNotFound } from '../plans/plan.problems.js';
import { TimelineView } from '../timeline/timeline.dto.js';
import {
  ApplicationView,
  ListMyApplicationsQuery,
  SubmitApplicationRequest,
  WithdrawApplicationRequest,
} from './application.dto.js';
import {
  AlreadyApplied,
  ApplicationNotFound,
  BaseSuspended,
  BatchClosed,
  BatchNotOpen,
  ChangedSincePreview,
  NotComplete,
  PlanNotPublished,
  PlanOfAnotherBatch,
} from './application.problems.js';
import { FindMyApplications } from './find-my-applications.js';
import { PreviewSubmission } from './preview-submission.js';
import { ResubmitApplication } from './resubmit-application.js';
import { PreviewSubmissionRequest, SubmissionPreviewView } from './submission-preview.dto.js';
import { SubmitApplication } from './submit-application.js';
import { WithdrawApplication } from './withdraw-application.js';

@ApiTags('applications')
@Controller('applications')
export class ApplicationsController {
  constructor(
    private readonly findMyApplications: FindMyApplications,
    private readonly submitApplication: SubmitApplication,
    private readonly resubmitApplication: ResubmitApplication,
    private readonly withdrawApplication: WithdrawApplication,
    private readonly previewSubmission: PreviewSubmission,
  ) {}

  @Get()
  @Allow('trainee')
  @ApiOperation({ operationId: 'listMyApplications', summary: '我的报名，最新的在前' })
  @ApiOkResponse({ type: PageOf(ApplicationView) })
  @ApiProblems()
  list(@Caller() trainee: CallerIdentity, @Query() query: ListMyApplicationsQuery): Promise<Page<ApplicationView>> {
    return this.findMyApplications.page(trainee, query);
  }

  @Post()
  @Allow('trainee')
  @ApiOperation({ operationId: 'submitApplication', summary: '提交报名；被拒绝时 refusals 一次说明全部原因' })
  @ApiCreatedResponse({ type: ApplicationView })
  @ApiProblems(
    AccountNotReady,
    PlanNotFound,
    PlanNotPublished,
    BaseSuspended,
    BatchNotOpen,
    BatchClosed,
    AlreadyApplied,
    ChangedSincePreview,
    NotComplete,
  )
  submit(@Caller() trainee: CallerIdentity, @Body() request: SubmitApplicationRequest): Promise<ApplicationView> {
    return this.submitApplication.run(trainee, request);
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('trainee')
  @NotIdempotent('changes nothing, and shows what is there at each call')
  @ApiOperation({ operationId: 'previewApplication', summary: '确认报名信息：预览将要提交的内容和全部问题' })
  @ApiOkResponse({ type: SubmissionPreviewView })
  @ApiProblems(AccountNotReady, PlanNotFound)
  preview(
    @Caller() trainee: CallerIdentity,
    @Body() request: PreviewSubmissionRequest,
  ): Promise<SubmissionPreviewView> {
    return this.previewSubmission.first(trainee, request);
  }

  @Get(':id')
  @Allow('trainee')
  @ApiOperation({ operationId: 'getMyApplication', summary: '一份报名及其当前可以进行的操作' })
  @ApiOkResponse({ type: ApplicationView })
  @ApiProblems(ApplicationNotFound)
  find(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<ApplicationView> {
    return this.findMyApplications.one(trainee, id);
  }

  @Get(':id/timeline')
  @Allow('trainee')
  @ApiOperation({ operationId: 'getMyTimeline', summary: '报名经过' })
  @ApiOkResponse({ type: TimelineView })
  @ApiProblems(ApplicationNotFound)
  timeline(@Caller() trainee: CallerIdentity, @IdParam() id: string): Promise<TimelineView> {
    return this.findMyApplications.timeline(trainee, id);
  }

  @Post(':id/resubmission')
  @HttpCode(200)
  @Allow('trainee')
  @ApiOperation({ operationId: 'resubmitApplication', summary: '一审不通过后重新提交，可改报同一批次的其他基地' })
  @ApiOkResponse({ type: ApplicationView })
  @ApiProblems(
    AccountNotReady,
    ApplicationNotFound,
    StepNotAllowed,
    PlanNotFound,
    PlanOfAnotherBatch,
    PlanNotPublished,
    BaseSuspended,
    BatchClosed,
    ChangedSincePreview,
    NotComplete,
  )
  resubmit(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Body() request: SubmitApplicationRequest,
  ): Promise<ApplicationView> {
    return this.resubmitApplication.run(trainee, id, request);
  }

  @Post(':id/resubmission/preview')
  @HttpCode(200)
  @Allow('trainee')
  @NotIdempotent('changes nothing, and shows what is there at each call')
  @ApiOperation({ operationId: 'previewResubmission', summary: '重新提交前的预览，含与上一次提交相比的变化' })
  @ApiOkResponse({ type: SubmissionPreviewView })
  @ApiProblems(ApplicationNotFound, PlanNotFound)
  previewNext(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Body() request: PreviewSubmissionRequest,
  ): Promise<SubmissionPreviewView> {
    return this.previewSubmission.next(trainee, id, request);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Allow('trainee')
  @ApiOperation({ operationId: 'withdrawApplication', summary: '撤回报名' })
  @ApiOkResponse({ type: ApplicationView })
  @ApiProblems(ApplicationNotFound, StepNotAllowed)
  withdraw(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Body() request: WithdrawApplicationRequest,
  ): Promise<ApplicationView> {
    return this.withdrawApplication.run(trainee, id, request);
  }
}
