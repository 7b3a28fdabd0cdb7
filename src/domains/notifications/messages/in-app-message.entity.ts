import { defineEntity, p } from '@mikro-orm/core';
import { occasionNames } from '../templates/occasions.js';

const InAppMessageSchema = defineEntity({
  name: 'InAppMessage',
  schema: 'notifications',
  tableName: 'in_app_message',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    subjectId: p.uuid(),
    subjectVersion: p.integer(),
    occasion: p.enum(occasionNames),
    title: p.string().length(200),
    // sealed, kind `remark`
    text: p.text(),
    createdAt: p.datetime(),
    readAt: p.datetime().nullable(),
  },
  uniques: [{ name: 'in_app_message_once_unique', properties: ['subjectId', 'subjectVersion', 'occasion'] }],
  indexes: [{ name: 'in_app_message_newest_index', properties: ['accountId', 'createdAt', 'id'] }],
});

/** 站内消息 */
export class InAppMessage extends InAppMessageSchema.class {
  /** The first reading is what counts. */
  markRead(now: Date): void {
    this.readAt ??= now;
  }
}
InAppMessageSchema.setClass(InAppMessage);
