import { defineEntity, p } from '@mikro-orm/core';

const AuditSealSchema = defineEntity({
  name: 'AuditSeal',
  schema: 'platform',
  tableName: 'audit_seal',
  properties: {
    position: p.integer().primary().autoincrement(false),
    recordId: p.uuid().unique(),
    // SHA-256 in hex, over the previous link's hash and the record's canonical text
    hash: p.string().columnType('char(64)'),
    sealedAt: p.datetime(),
  },
});

/** One link of the chain over the audit records: positions run without a gap, each hash holds the one before. */
export class AuditSeal extends AuditSealSchema.class {}
AuditSealSchema.setClass(AuditSeal);
