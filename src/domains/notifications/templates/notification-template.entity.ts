import { defineEntity, p } from '@mikro-orm/core';
import { channels, occasionNames, type Occasion, type ValuesOf } from './occasions.js';
import { fill } from './template-text.js';

const NotificationTemplateSchema = defineEntity({
  name: 'NotificationTemplate',
  schema: 'notifications',
  tableName: 'notification_template',
  properties: {
    occasion: p.enum(occasionNames).primary(),
    channel: p.enum(channels).primary(),
    // the subject of an e-mail, the title of an in-app message; an SMS has none
    subject: p.string().length(100).nullable().check("(channel = 'sms') = (subject is null)"),
    body: p.text(),
    version: p.integer().version(),
  },
});

/** The words of one occasion on one channel, seeded by the migration; no row, nothing is told that way. */
export class NotificationTemplate extends NotificationTemplateSchema.class {
  /** Throws `UnknownVariable` when the words ask for what the occasion does not give. */
  fill(values: ValuesOf<Occasion>): { subject: string; text: string } {
    return { subject: fill(this.subject ?? '', values), text: fill(this.body, values) };
  }
}
NotificationTemplateSchema.setClass(NotificationTemplate);
