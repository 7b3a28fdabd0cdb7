import { defineEntity, p } from '@mikro-orm/core';

const AuditRecordSchema = defineEntity({
  name: 'AuditRecord',
  schema: 'platform',
  tableName: 'audit_record',
  properties: {
    id: p.uuid().primary(),
    occurredAt: p.datetime().length(3).index(),
    actorId: p.uuid().nullable().index(),
    actorRoles: p.string().length(120),
    action: p.string().length(120).index(),
    subjectType: p.string().length(60),
    subjectId: p.string().length(120).index(),
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
