import { defineEntity, p } from '@mikro-orm/core';

const AuditRecordSchema = defineEntity({
  name: 'AuditRecord',
  schema: 'platform',
  tableName: 'audit_record',
  // one for each filter of the list, in the list's own order: a page costs the same however long the trail is; a
  // role has a partial one, by hand in the migration
  indexes: [
    { properties: ['occurredAt', 'id'] },
    { properties: ['actorId', 'occurredAt', 'id'] },
    { properties: ['action', 'occurredAt', 'id'] },
    { properties: ['subjectType', 'occurredAt', 'id'] },
    { properties: ['subjectId', 'occurredAt', 'id'] },
    { properties: ['traceId', 'occurredAt', 'id'] },
    { properties: ['ip', 'occurredAt', 'id'] },
  ],
  properties: {
    id: p.uuid().primary(),
    occurredAt: p.datetime().length(3),
    actorId: p.uuid().nullable(),
    actorRoles: p.string().length(120),
    action: p.string().length(120),
    subjectType: p.string().length(60),
    subjectId: p.string().length(120),
    traceId: p.string().length(120),
    ip: p.string().length(45).nullable(),
    userAgent: p.string().length(300).nullable(),
    // codes, counts and ids that explain the action; never personal data
    facts: p.json<Record<string, unknown>>(),
  },
});

/** Who did what to what, when and from where; written in the transaction of the deed, sealed into a chain by a job. */
export class AuditRecord extends AuditRecordSchema.class {}
AuditRecordSchema.setClass(AuditRecord);
