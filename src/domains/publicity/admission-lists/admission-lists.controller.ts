import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { PageQuery } from '../../../platform/http/page.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import {
  CandidateNotEligible,
  ListAlreadyPublished,
  ListEmpty,
  ListNotFound,
  PeriodTooLong,
  PeriodTooShort,
  PublicityPlanNotFound,
  QuotaExceeded,
} from '../publicity.problems.js';
import {
  AdmissionListsQuery,
  AdmissionListSummaryView,
  AdmissionListView,
  AdmissionCandidateView,
  CreateAdmissionListRequest,
  PublishAdmissionListRequest,
  ReplaceEntriesRequest,
} from './admission-lists.dto.js';
import { CreateAdmissionList } from './create-admission-list.js';
import { FindAdmissionLists } from './find-admission-lists.js';
import { PublishAdmissionList } from './publish-admission-list.js';
import { ReplaceEntries } from './replace-entries.js';

@ApiTags('publicity')
@Controller('management/admission-lists')
export class AdmissionListsController {
  constructor(
    private readonly findAdmissionLists: FindAdmissionLists,
    private readonly createAdmissionList: CreateAdmissionList,
    private readonly replaceEntries: ReplaceEntries,
    private readonly publishAdmissionList: PublishAdmissionList,
  ) {}

  @Get()
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'listAdmissionLists', summary: '拟录取名单列表，最新的在前' })
  @ApiOkResponse({ type: PageOf(AdmissionListSummaryView) })
  @ApiProblems()
  list(@Caller() caller: CallerIdentity, @Query() query: AdmissionListsQuery) {
    return this.findAdmissionLists.page(caller, query);
  }

  @Post()
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @ApiOperation({ operationId: 'createAdmissionList', summary: '为招录计划建立拟录取名单' })
  @ApiCreatedResponse({ type: AdmissionListView })
  @ApiProblems(PublicityPlanNotFound)
  async create(@Caller() caller: CallerIdentity, @Body() { planId }: CreateAdmissionListRequest) {
    return this.findAdmissionLists.show(await this.createAdmissionList.run(caller, planId));
  }

  @Get(':id')
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @ApiOperation({ operationId: 'getAdmissionList', summary: '拟录取名单详情' })
  @ApiOkResponse({ type: AdmissionListView })
  @ApiProblems(ListNotFound)
  get(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.findAdmissionLists.one(caller, id);
  }

  @Get(':id/candidates')
  @Allow('base_admin', 'province_admin')
  @ApiOperation({ operationId: 'listAdmissionCandidates', summary: '可列入名单的学员：本计划二审通过且未公示' })
  @ApiOkResponse({ type: PageOf(AdmissionCandidateView) })
  @ApiProblems(ListNotFound)
  candidates(@Caller() caller: CallerIdentity, @IdParam() id: string, @Query() query: PageQuery) {
    return this.findAdmissionLists.candidates(caller, id, query);
  }

  @Put(':id/entries')
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @NeedsIfMatch()
  @ApiOperation({ operationId: 'replaceAdmissionListEntries', summary: '按顺序设定名单人员' })
  @ApiOkResponse({ type: AdmissionListView })
  @ApiProblems(ListNotFound, ListAlreadyPublished, CandidateNotEligible, QuotaExceeded)
  async replace(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() { applicationIds }: ReplaceEntriesRequest,
  ) {
    return this.findAdmissionLists.show(await this.replaceEntries.run(caller, id, version, applicationIds));
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @ApiOperation({ operationId: 'publishAdmissionList', summary: '公示拟录取名单' })
  @ApiOkResponse({ type: AdmissionListView })
  @ApiProblems(
    ListNotFound,
    ListAlreadyPublished,
    ListEmpty,
    CandidateNotEligible,
    QuotaExceeded,
    PeriodTooShort,
    PeriodTooLong,
  )
  async publish(@Caller() caller: CallerIdentity, @IdParam() id: string, @Body() request: PublishAdmissionListRequest) {
    return this.findAdmissionLists.show(await this.publishAdmissionList.run(caller, id, request));
  }
}
