import { defineEntity, p } from '@mikro-orm/core';

export const outboxKinds = ['sms', 'email', 'captcha'] as const;
export type OutboxKind = (typeof outboxKinds)[number];

const OutboxEntrySchema = defineEntity({
  name: 'OutboxEntry',
  schema: 'platform',
  tableName: 'local_outbox_entry',
  properties: {
    id: p.uuid().primary(),
    sequence: p.bigint('number').autoincrement().unique(),
    kind: p.enum(outboxKinds),
    to: p.string().length(254).nullable().index(),
    text: p.text(),
    code: p.string().length(20).nullable(),
    captchaId: p.uuid().nullable(),
    createdAt: p.datetime(),
  },
});

/** What a local installation would have sent, for a developer to read. Never written where `Settings.local` is false. */
export class OutboxEntry extends OutboxEntrySchema.class {}
OutboxEntrySchema.setClass(OutboxEntry);
