import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../platform/access/caller.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageOf } from '../../platform/http/page-of.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../platform/http/version.js';
import { ApiProblems } from '../../platform/problems/api-problems.js';
import { StaleVersion, VersionRequired } from '../../platform/problems/platform.problems.js';
import { ClaimNextReview } from './claims/claim-next-review.js';
import { ClaimReview } from './claims/claim-review.js';
import { CountQueue } from './queue/count-queue.js';
import { DecideReview } from './decisions/decide-review.js';
import { DecideReviews } from './decisions/decide-reviews.js';
import { FindReviewCase } from './cases/find-review-case.js';
import { FindReviewCases } from './queue/find-review-cases.js';
import { ClaimNextRequest, QueueCountsQuery, QueueCountsView, ReviewsQuery, WaitingView } from './queue/queue.dto.js';
import { ReleaseReview } from './claims/release-review.js';
import { RenewClaim } from './claims/renew-claim.js';
import {
  BatchDecisionsView,
  DecideReviewRequest,
  DecideReviewsRequest,
  TakeBackDecisionRequest,
  TakeOverReviewRequest,
} from './decisions/decision.dto.js';
import { ReviewCaseSummaryView, ReviewCaseView } from './cases/review.dto.js';
import {
  AlreadyDecided,
  CaseClosed,
  CaseNotFound,
  ClaimedByAnother,
  DecidedByAnother,
  DecisionNotEffective,
  DecisionStands,
  HeldByYourself,
  ConflictOfInterest,
  SameReviewer,
  NotClaimed,
  NotDecided,
  NothingWaits,
  ReasonNotExpected,
  ReasonRequired,
  TakeBackOver,
  VerdictNotPossible,
} from './review.problems.js';
import { TakeBackDecision } from './decisions/take-back-decision.js';
import { TakeOverReview } from './claims/take-over-review.js';

@ApiTags('review')
@Controller('management/reviews')
export class ReviewsController {
  constructor(
    private readonly findReviewCases: FindReviewCases,
    private readonly countQueue: CountQueue,
    private readonly findReviewCase: FindReviewCase,
    private readonly claimReview: ClaimReview,
    private readonly claimNextReview: ClaimNextReview,
    private readonly renewClaim: RenewClaim,
    private readonly takeOverReview: TakeOverReview,
    private readonly releaseReview: ReleaseReview,
    private readonly decideReview: DecideReview,
    private readonly decideReviews: DecideReviews,
    private readonly takeBackDecision: TakeBackDecision,
  ) {}

  @Get()
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'listReviews', summary: '审核件列表，默认等待最久的在前' })
  @ApiOkResponse({ type: PageOf(ReviewCaseSummaryView) })
  @ApiProblems()
  list(@Caller() caller: CallerIdentity, @Query() query: ReviewsQuery) {
    return this.findReviewCases.run(caller, query);
  }

  @Get('counts')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'countReviews', summary: '尚未审结的件数，按各筛选条件' })
  @ApiOkResponse({ type: QueueCountsView })
  @ApiProblems()
  count(@Caller() caller: CallerIdentity, @Query() query: QueueCountsQuery) {
    return this.countQueue.run(caller, query);
  }

  @Get('waiting')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'listWaitingReviews', summary: '各基地等待审核的情况：件数、超时件数、等待最久的' })
  @ApiOkResponse({ type: WaitingView })
  @ApiProblems()
  waiting(@Caller() caller: CallerIdentity, @Query() query: QueueCountsQuery) {
    return this.countQueue.byBase(caller, query);
  }

  @Post('batch-decisions')
  @HttpCode(200)
  @Allow('base_admin')
  @ApiOperation({ operationId: 'decideReviews', summary: '批量审核，逐件给出结果；未领取的自动领取' })
  @ApiOkResponse({ type: BatchDecisionsView })
  @ApiProblems()
  decideMany(@Caller() caller: CallerIdentity, @Body() request: DecideReviewsRequest) {
    return this.decideReviews.run(caller, request.decisions);
  }

  @Post('next')
  @HttpCode(200)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'claimNextReview', summary: '下一件：领取等待最久的审核件' })
  @ApiOkResponse({ type: ReviewCaseView })
  @ApiProblems(NothingWaits)
  next(@Caller() caller: CallerIdentity, @Body() request: ClaimNextRequest) {
    return this.claimNextReview.run(caller, request);
  }

  @Get(':id')
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @ApiOperation({ operationId: 'getReview', summary: '审核件详情，含同一报名的上一次审核意见' })
  @ApiOkResponse({ type: ReviewCaseView })
  @ApiProblems(CaseNotFound)
  get(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.findReviewCase.run(caller, id);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'claimReview', summary: '领取审核件，30 分钟内他人不能审核；再次领取则续期' })
  @ApiOkResponse({ type: ReviewCaseView })
  @ApiProblems(ConflictOfInterest, SameReviewer, CaseNotFound, ClaimedByAnother, AlreadyDecided, CaseClosed)
  claim(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.claimReview.run(caller, id);
  }

  @Post(':id/claim/renewal')
  @HttpCode(200)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'renewClaim', summary: '续期：审核页面打开期间定时调用，再保留 30 分钟' })
  @ApiOkResponse({ type: ReviewCaseView })
  @ApiProblems(ConflictOfInterest, SameReviewer, CaseNotFound, ClaimedByAnother, NotClaimed, AlreadyDecided, CaseClosed)
  renew(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.renewClaim.run(caller, id);
  }

  @Post(':id/claim/take-over')
  @HttpCode(200)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({ operationId: 'takeOverReview', summary: '接手他人领取中的审核件，须说明原因' })
  @ApiOkResponse({ type: ReviewCaseView })
  @ApiProblems(ConflictOfInterest, SameReviewer, CaseNotFound, NotClaimed, HeldByYourself, AlreadyDecided, CaseClosed)
  takeOver(@Caller() caller: CallerIdentity, @IdParam() id: string, @Body() { reason }: TakeOverReviewRequest) {
    return this.takeOverReview.run(caller, id, reason);
  }

  @Delete(':id/claim')
  @Allow('base_admin')
  @ApiOperation({ operationId: 'releaseReview', summary: '放回审核件' })
  @ApiOkResponse({ type: ReviewCaseView })
  @ApiProblems(CaseNotFound, ClaimedByAnother, NotClaimed, AlreadyDecided, CaseClosed)
  release(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.releaseReview.run(caller, id);
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('base_admin')
  @NeedsIfMatch()
  @WithETag()
  @ApiOperation({ operationId: 'decideReview', summary: '审核通过或不通过' })
  @ApiOkResponse({ type: ReviewCaseView })
  @ApiProblems(
    ConflictOfInterest,
    SameReviewer,
    CaseNotFound,
    ClaimedByAnother,
    NotClaimed,
    AlreadyDecided,
    CaseClosed,
    ReasonRequired,
    ReasonNotExpected,
    VerdictNotPossible,
    StaleVersion,
    VersionRequired,
  )
  async decide(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: DecideReviewRequest,
  ) {
    return this.findReviewCase.show(caller, await this.decideReview.run(caller, { id, version }, request));
  }

  @Post(':id/decision/take-back')
  @HttpCode(202)
  @Allow('base_admin')
  @WithETag()
  @ApiOperation({
    operationId: 'takeBackDecision',
    summary: '撤回自己作出的审核结论：10 分钟内，且尚未据此往下办理',
    description: '稍后在 `takeBacks` 查看结果。撤回后审核件由本人继续审核，学员收到通知。',
  })
  @ApiAcceptedResponse({ type: ReviewCaseView })
  @ApiProblems(
    CaseNotFound,
    NotDecided,
    DecidedByAnother,
    DecisionNotEffective,
    DecisionStands,
    TakeBackOver,
    CaseClosed,
  )
  takeBack(@Caller() caller: CallerIdentity, @IdParam() id: string, @Body() { reason }: TakeBackDecisionRequest) {
    return this.takeBackDecision.run(caller, id, reason);
  }
}
