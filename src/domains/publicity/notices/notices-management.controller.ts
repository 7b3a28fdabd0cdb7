import { Body, Controller, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { IfMatch, NeedsIfMatch, WithETag } from '../../../platform/http/version.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { NoticeBaseNotFound, NoticeBaseRequired, NoticeNotFound, NoticeOfList } from '../publicity.problems.js';
import { FindNotices } from './find-notices.js';
import { NoticeView, PostNoticeRequest, ReviseNoticeRequest } from './notices.dto.js';
import { PostNotice } from './post-notice.js';
import { ReviseNotice } from './revise-notice.js';

@ApiTags('publicity')
@Controller('management/notices')
export class NoticesManagementController {
  constructor(
    private readonly findNotices: FindNotices,
    private readonly postNotice: PostNotice,
    private readonly reviseNotice: ReviseNotice,
  ) {}

  @Post()
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @ApiOperation({ operationId: 'postNotice', summary: '发布信息' })
  @ApiCreatedResponse({ type: NoticeView })
  @ApiProblems(NoticeBaseRequired, NoticeBaseNotFound)
  async post(@Caller() caller: CallerIdentity, @Body() request: PostNoticeRequest) {
    return this.findNotices.show(await this.postNotice.run(caller, request));
  }

  @Put(':id')
  @Allow('base_admin', 'province_admin')
  @WithETag()
  @NeedsIfMatch()
  @ApiOperation({ operationId: 'reviseNotice', summary: '修改信息' })
  @ApiOkResponse({ type: NoticeView })
  @ApiProblems(NoticeNotFound, NoticeOfList)
  async revise(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IfMatch() version: number,
    @Body() request: ReviseNoticeRequest,
  ) {
    return this.findNotices.show(await this.reviseNotice.run(caller, id, version, request));
  }
}
