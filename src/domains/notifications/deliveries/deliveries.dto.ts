import {
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { type Occasion, occasionNames } from '../templates/occasions.js';
import { type Delivery, type DeliveryChannel, deliveryChannels } from './delivery.entity.js';
import { deliveryLifecycle, type DeliveryStatus } from './delivery.lifecycle.js';

const deliveryActions = ['retry'] as const;
type DeliveryAction = (typeof deliveryActions)[number];

export class DeliveryQuery extends PageQuery {
  @EnumField({
    description: '发送状态',
    values: deliveryLifecycle.states,
    enumName: 'DeliveryStatus',
    optional: true,
    example: 'dead',
  })
  readonly status?: DeliveryStatus;

  @EnumField({ description: '渠道', values: deliveryChannels, enumName: 'DeliveryChannel', optional: true })
  readonly channel?: DeliveryChannel;
}

export class DeliveryBlockedAction {
  @EnumField({ description: '操作', values: deliveryActions, enumName: 'DeliveryAction', example: 'retry' })
  readonly action: DeliveryAction;

  @TextField({ description: '原因代码', max: 100, example: 'notifications.code-expired' })
  readonly code: string;
}

export class DeliveryView {
  @UuidField({ description: '发送记录编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e04' })
  readonly id: string;

  @EnumField({
    description: '通知事由',
    values: occasionNames,
    enumName: 'NotificationOccasion',
    example: 'application.admit',
  })
  readonly occasion: Occasion;

  @EnumField({ description: '渠道', values: deliveryChannels, enumName: 'DeliveryChannel', example: 'sms' })
  readonly channel: DeliveryChannel;

  @TextField({ description: '收件人（已脱敏）', max: 254, example: '138****5678' })
  readonly maskedRecipient: string;

  @EnumField({
    description: '发送状态',
    values: deliveryLifecycle.states,
    enumName: 'DeliveryStatus',
    example: 'dead',
  })
  readonly status: DeliveryStatus;

  @IntegerField({ description: '已尝试次数', example: 10 })
  readonly attempts: number;

  @TextField({ description: '最近一次失败的原因', max: 200, nullable: true, example: 'the SMS gateway answered 500' })
  readonly lastError: string | null;

  @InstantField({ description: '最近一次尝试时间', nullable: true, example: '2026-11-23T02:00:00.000Z' })
  readonly lastAttemptAt: string | null;

  @InstantField({ description: '发送成功时间', nullable: true, example: null })
  readonly sentAt: string | null;

  @InstantField({ description: '产生时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;

  @EnumListField({
    description: '当前可进行的操作',
    values: deliveryActions,
    enumName: 'DeliveryAction',
    max: 1,
    example: ['retry'],
  })
  readonly availableActions: DeliveryAction[];

  @ObjectListField(() => DeliveryBlockedAction, { description: '当前不能进行的操作及原因', max: 1, example: [] })
  readonly blockedActions: DeliveryBlockedAction[];
}

export function toDeliveryView(delivery: Delivery, now: Date): DeliveryView {
  const Obstacle = deliveryLifecycle.allows(delivery.status, 'retry') ? delivery.obstacleToRetry(now) : StepNotAllowed;
  return {
    id: delivery.id,
    occasion: delivery.occasion,
    channel: delivery.channel,
    maskedRecipient: delivery.maskedRecipient,
    status: delivery.status,
    attempts: delivery.attempts,
    lastError: delivery.lastError ?? null,
    lastAttemptAt: delivery.lastAttemptAt?.toISOString() ?? null,
    sentAt: delivery.sentAt?.toISOString() ?? null,
    createdAt: delivery.createdAt.toISOString(),
    availableActions: Obstacle ? [] : ['retry'],
    blockedActions: Obstacle ? [{ action: 'retry', code: Obstacle.spec.code }] : [],
  };
}
