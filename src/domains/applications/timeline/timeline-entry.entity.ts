import { defineEntity, p } from '@mikro-orm/core';
import { applicationActions, applicationStatuses } from '../contracts/index.js';

/** Who a timeline names: a role, never a person. */
export const actorRoles = ['trainee', 'base_admin', 'province_admin', 'platform'] as const;
export type ActorRole = (typeof actorRoles)[number];

export const timelineOutcomes = ['applied', 'refused'] as const;
export type TimelineOutcome = (typeof timelineOutcomes)[number];

const TimelineEntrySchema = defineEntity({
  name: 'TimelineEntry',
  schema: 'applications',
  tableName: 'timeline_entry',
  indexes: [{ properties: ['applicationId', 'sequence'] }],
  properties: {
    id: p.uuid().primary(),
    sequence: p.bigint('number').autoincrement().unique(),
    applicationId: p.uuid(),
    at: p.datetime(),
    actor: p.enum(actorRoles),
    action: p.enum(applicationActions),
    outcome: p.enum(timelineOutcomes),
    from: p.enum(applicationStatuses).nullable().fieldName('from_status'),
    to: p.enum(applicationStatuses).fieldName('to_status'),
    revision: p.integer(),
    submission: p.integer().nullable(),
    // sealed, kind `remark`
    reason: p.text().nullable(),
    // code of the rule that refused
    refusal: p.string().length(80).nullable(),
  },
});

/** One thing that happened, or was refused, in the life of an application. Written once, never changed. */
export class TimelineEntry extends TimelineEntrySchema.class {}
TimelineEntrySchema.setClass(TimelineEntry);
