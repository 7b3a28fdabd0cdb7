import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { NumberParam } from '../../../platform/http/number-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import type { Page } from '../../../platform/http/page.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { ApplicationNotFound } from '../applications/application.problems.js';
import { findOwnApplication } from '../applications/lock-application.js';
import { FindRevisions } from './find-revisions.js';
import {
  ListRevisionsQuery,
  RevisionChangesQuery,
  RevisionChangesView,
  revisionNumber,
  RevisionSummaryView,
  RevisionView,
} from './revision.dto.js';
import { RevisionNotFound } from './revision.problems.js';
import { ViewRevision } from './view-revision.js';

/** What a trainee submitted, and what changed from one time to the next. */
@ApiTags('applications')
@Controller('applications')
export class MyRevisionsController {
  constructor(
    private readonly findRevisions: FindRevisions,
    private readonly viewRevision: ViewRevision,
  ) {}

  @Get(':id/revisions')
  @Allow('trainee')
  @ApiOperation({ operationId: 'listMyRevisions', summary: '我的历次提交，最新的在前' })
  @ApiOkResponse({ type: PageOf(RevisionSummaryView) })
  @ApiProblems(ApplicationNotFound)
  list(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Query() query: ListRevisionsQuery,
  ): Promise<Page<RevisionSummaryView>> {
    return this.findRevisions.page(trainee, findOwnApplication, id, query);
  }

  @Get(':id/revisions/:number')
  @Allow('trainee')
  @ApiOperation({ operationId: 'getMyRevision', summary: '我的一次提交的完整内容（查看会被审计）' })
  @ApiParam(revisionNumber)
  @ApiOkResponse({ type: RevisionView })
  @ApiProblems(ApplicationNotFound, RevisionNotFound)
  find(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @NumberParam('number') number: number,
  ): Promise<RevisionView> {
    return this.viewRevision.whole(trainee, findOwnApplication, id, number);
  }

  @Get(':id/revisions/:number/changes')
  @Allow('trainee')
  @ApiOperation({
    operationId: 'getMyRevisionChanges',
    summary: '与另一次提交（默认上一次）相比的变化（查看会被审计）',
  })
  @ApiParam(revisionNumber)
  @ApiOkResponse({ type: RevisionChangesView })
  @ApiProblems(ApplicationNotFound, RevisionNotFound)
  changes(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @NumberParam('number') number: number,
    @Query() { since }: RevisionChangesQuery,
  ): Promise<RevisionChangesView> {
    return this.viewRevision.changes(trainee, findOwnApplication, id, number, since);
  }
}
