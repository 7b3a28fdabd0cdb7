import { defineEntity, p } from '@mikro-orm/core';

const AuditHeadSchema = defineEntity({
  name: 'AuditHead',
  schema: 'platform',
  tableName: 'audit_head',
  checks: [{ name: 'audit_head_is_one', expression: 'id = 1' }],
  properties: {
    id: p.smallint().primary().autoincrement(false),
    position: p.integer(),
    hash: p.string().columnType('char(64)'),
    sealedAt: p.datetime().length(3),
    // where the links begin that are made under AUDIT_KEY
    keyedFrom: p.integer(),
    // HMAC-SHA-256 in hex, over all of the above
    proof: p.string().columnType('char(64)'),
  },
});

/** The last link of the chain, in the one row of its table and proven by itself: a chain cut short does not end here. */
export class AuditHead extends AuditHeadSchema.class {}
AuditHeadSchema.setClass(AuditHead);
