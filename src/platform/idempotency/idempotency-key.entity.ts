import { defineEntity, p } from '@mikro-orm/core';

const IdempotencyKeySchema = defineEntity({
  name: 'IdempotencyKey',
  schema: 'platform',
  tableName: 'idempotency_key',
  properties: {
    key: p.string().length(200).primary(),
    // the account, or the address of a caller who has none: one caller's keys are nothing to another
    caller: p.string().length(120).primary(),
    route: p.string().length(300).primary(),
    // keyed, since a request may hold passwords and codes that a plain hash of it could be tried for
    requestHash: p.string().columnType('char(64)'),
    status: p.integer().nullable(),
    // of a JSON request sealed, kind `answer`
    answer: p.json<unknown>().nullable(),
    headers: p.json<Record<string, string>>().nullable(),
    createdAt: p.datetime().index(),
  },
});

/** The answer that a request with this key got, kept for 24 hours. */
export class IdempotencyKey extends IdempotencyKeySchema.class {}
IdempotencyKeySchema.setClass(IdempotencyKey);
