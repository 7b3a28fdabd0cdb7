import { defineEntity, p } from '@mikro-orm/core';

const AuditSealSchema = defineEntity({
  name: 'AuditSeal',
  schema: 'platform',
  tableName: 'audit_seal',
  checks: [
    { name: 'audit_seal_position', expression: 'position > 0' },
    { name: 'audit_seal_scheme', expression: 'scheme in (1, 2)' },
  ],
  properties: {
    position: p.integer().primary().autoincrement(false),
    recordId: p.uuid().unique(),
    // see SealScheme
    scheme: p.smallint(),
    // in hex, over the previous link's hash, the record's text and, since scheme 2, what else stands here
    hash: p.string().columnType('char(64)'),
    sealedAt: p.datetime().length(3),
  },
});

/** One link of the chain over the audit records: positions run without a gap, each hash holds the one before. */
export class AuditSeal extends AuditSealSchema.class {}
AuditSealSchema.setClass(AuditSeal);
