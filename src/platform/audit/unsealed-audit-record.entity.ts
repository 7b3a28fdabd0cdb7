import { defineEntity, p } from '@mikro-orm/core';

const UnsealedAuditRecordSchema = defineEntity({
  name: 'UnsealedAuditRecord',
  schema: 'platform',
  tableName: 'unsealed_audit_record',
  properties: {
    recordId: p.uuid().primary(),
    // the order in which records were written, which is the order that they are sealed in
    sequence: p.bigint('number').autoincrement().unique(),
  },
});

/** An audit record that waits for its seal; a trigger lists it, so that sealing costs the same however long the trail is. */
export class UnsealedAuditRecord extends UnsealedAuditRecordSchema.class {}
UnsealedAuditRecordSchema.setClass(UnsealedAuditRecord);
