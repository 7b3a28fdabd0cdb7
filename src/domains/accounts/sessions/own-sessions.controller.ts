import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { PageQuery } from '../../../platform/http/page.js';
import type { Page } from '../../../platform/http/page.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { EndOtherSessions } from './end-other-sessions.js';
import { EndOwnSession } from './end-own-session.js';
import { FindOwnSessions } from './find-own-sessions.js';
import { OwnSessionView } from './own-sessions.dto.js';
import { SessionNotFound } from './session.problems.js';

const EVERYBODY = ['trainee', 'base_admin', 'province_admin', 'system_admin', 'auditor'] as const;

@Controller('account/sessions')
@ApiTags('accounts')
export class OwnSessionsController {
  constructor(
    private readonly findOwnSessions: FindOwnSessions,
    private readonly endOwnSession: EndOwnSession,
    private readonly endOtherSessions: EndOtherSessions,
  ) {}

  @Get()
  @Allow(...EVERYBODY)
  @ApiOperation({ operationId: 'listSessions', summary: '查看本人在哪些设备上登录' })
  @ApiOkResponse({ type: PageOf(OwnSessionView) })
  @ApiProblems()
  list(@Caller() caller: CallerIdentity, @Query() query: PageQuery): Promise<Page<OwnSessionView>> {
    return this.findOwnSessions.run(caller, query);
  }

  @Delete()
  @HttpCode(204)
  @Allow(...EVERYBODY)
  @ApiOperation({ operationId: 'endOtherSessions', summary: '退出除当前以外的全部登录' })
  @ApiNoContentResponse()
  @ApiProblems()
  endOthers(@Caller() caller: CallerIdentity): Promise<void> {
    return this.endOtherSessions.run(caller);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow(...EVERYBODY)
  @ApiOperation({ operationId: 'endSession', summary: '退出某一设备上的登录' })
  @ApiNoContentResponse()
  @ApiProblems(SessionNotFound)
  end(@Caller() caller: CallerIdentity, @IdParam() id: string): Promise<void> {
    return this.endOwnSession.run(caller, id);
  }
}
