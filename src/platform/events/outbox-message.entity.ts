import { defineEntity, p } from '@mikro-orm/core';

const OutboxMessageSchema = defineEntity({
  name: 'OutboxMessage',
  schema: 'platform',
  tableName: 'outbox_message',
  properties: {
    id: p.uuid().primary(),
    sequence: p.bigint('number').autoincrement().unique(),
    name: p.string().length(120).index(),
    version: p.integer(),
    aggregateId: p.uuid().index(),
    aggregateVersion: p.integer(),
    payload: p.json<object>(),
    occurredAt: p.datetime(),
    // what commit order is read from: a sequence number is handed out before the commit
    transactionId: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()').index(),
  },
});

/** One published event, stored in the transaction of what it tells; a trigger hands it to its consumers' job queue. */
export class OutboxMessage extends OutboxMessageSchema.class {}
OutboxMessageSchema.setClass(OutboxMessage);
