import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { DeliveryQuery, DeliveryView } from './deliveries.dto.js';
import { CodeExpired, DeliveryNotFound } from './delivery.problems.js';
import { FindDeliveries } from './find-deliveries.js';
import { RetryDelivery } from './retry-delivery.js';

@Controller('management/deliveries')
@ApiTags('notifications')
export class ManagedDeliveriesController {
  constructor(
    private readonly findDeliveries: FindDeliveries,
    private readonly retryDelivery: RetryDelivery,
  ) {}

  @Get()
  @Allow('province_admin', 'system_admin')
  @ApiOperation({ operationId: 'listDeliveries', summary: '短信和邮件发送记录' })
  @ApiOkResponse({ type: PageOf(DeliveryView) })
  @ApiProblems()
  list(@Query() query: DeliveryQuery) {
    return this.findDeliveries.list(query);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Allow('province_admin', 'system_admin')
  @ApiOperation({ operationId: 'retryDelivery', summary: '重新发送' })
  @ApiOkResponse({ type: DeliveryView })
  @ApiProblems(DeliveryNotFound, CodeExpired, StepNotAllowed)
  retry(@Caller() caller: CallerIdentity, @IdParam() id: string) {
    return this.retryDelivery.run(caller, id);
  }
}
