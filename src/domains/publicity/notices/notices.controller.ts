import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { PageQuery } from '../../../platform/http/page.js';
import { WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { NoticeNotFound } from '../publicity.problems.js';
import { FindNotices } from './find-notices.js';
import { NoticeSummaryView, NoticeView } from './notices.dto.js';

@ApiTags('publicity')
@Controller('notices')
export class NoticesController {
  constructor(private readonly findNotices: FindNotices) {}

  @Get()
  @Allow('anyone')
  @ApiOperation({ operationId: 'listNotices', summary: '信息公布，置顶在前，其余按时间倒序' })
  @ApiOkResponse({ type: PageOf(NoticeSummaryView) })
  @ApiProblems()
  list(@Query() query: PageQuery) {
    return this.findNotices.page(query);
  }

  @Get(':id')
  @Allow('anyone')
  @WithETag()
  @ApiOperation({ operationId: 'getNotice', summary: '信息详情；拟录取公示含脱敏名单' })
  @ApiOkResponse({ type: NoticeView })
  @ApiProblems(NoticeNotFound)
  get(@IdParam() id: string) {
    return this.findNotices.one(id);
  }
}
