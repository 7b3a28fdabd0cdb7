import { defineEntity, p } from '@mikro-orm/core';

const ReceiptSchema = defineEntity({
  name: 'Receipt',
  schema: 'platform',
  tableName: 'receipt',
  properties: {
    messageId: p.uuid().primary(),
    consumer: p.string().length(120).primary(),
    receivedAt: p.datetime(),
  },
});

/** Proof that a consumer applied a message, written in the transaction of what the consumer changed. */
export class Receipt extends ReceiptSchema.class {}
ReceiptSchema.setClass(Receipt);
