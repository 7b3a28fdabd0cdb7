import { EnumField, InstantField, TextField, UuidField } from '../../../platform/http/fields.js';
import { type Occasion, occasionNames } from '../templates/occasions.js';
import type { InAppMessage } from './in-app-message.entity.js';

export class MessageView {
  @UuidField({ description: '消息编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e05' })
  readonly id: string;

  @EnumField({
    description: '通知事由',
    values: occasionNames,
    enumName: 'NotificationOccasion',
    example: 'application.admit',
  })
  readonly occasion: Occasion;

  @UuidField({ description: '所涉及的报名编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e06' })
  readonly subjectId: string;

  @TextField({ description: '标题', max: 200, example: '录取通知' })
  readonly title: string;

  @TextField({ description: '内容', max: 5000, example: '张小明您好，公示期满，您已被录取。' })
  readonly text: string;

  @InstantField({ description: '时间', example: '2026-11-23T02:00:00.000Z' })
  readonly createdAt: string;

  @InstantField({ description: '阅读时间，未读为 null', nullable: true, example: null })
  readonly readAt: string | null;
}

export const toMessageView = (message: InAppMessage, text: string): MessageView => ({
  id: message.id,
  occasion: message.occasion,
  subjectId: message.subjectId,
  title: message.title,
  text,
  createdAt: message.createdAt.toISOString(),
  readAt: message.readAt?.toISOString() ?? null,
});
