import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { PageQuery } from '../../../platform/http/page.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { FindMessages } from './find-messages.js';
import { MarkMessageRead } from './mark-message-read.js';
import { MessageNotFound } from './message.problems.js';
import { MessageView } from './messages.dto.js';

@Controller('messages')
@ApiTags('notifications')
export class MessagesController {
  constructor(
    private readonly findMessages: FindMessages,
    private readonly markMessageRead: MarkMessageRead,
  ) {}

  @Get()
  @Allow('trainee', 'base_admin')
  @ApiOperation({ operationId: 'listMessages', summary: '我的站内消息' })
  @ApiOkResponse({ type: PageOf(MessageView) })
  @ApiProblems()
  list(@Caller() caller: CallerIdentity, @Query() query: PageQuery) {
    return this.findMessages.list(caller, query);
  }

  @Post(':id/read')
  @HttpCode(200)
  @Allow('trainee', 'base_admin')
  @ApiOperation({ operationId: 'markMessageRead', summary: '标记消息为已读' })
  @ApiOkResponse({ type: MessageView })
  @ApiProblems(MessageNotFound)
  read(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.markMessageRead.run(caller, id);
  }
}
