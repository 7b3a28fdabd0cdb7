import { defineEntity, p } from '@mikro-orm/core';

const ReviewerSchema = defineEntity({
  name: 'Reviewer',
  schema: 'review',
  tableName: 'reviewer',
  properties: {
    accountId: p.uuid().primary(),
    // the highest that was seen: events come in any order
    version: p.integer(),
    // of the unit that they work for, null when nobody said
    unitKey: p.text().nullable(),
    // those that they review for; none while the account is disabled
    baseIds: p.array().columnType('uuid[]').defaultRaw("'{}'"),
    // the last day, in China, on which they were reminded of what waits
    remindedOn: p.string().columnType('date').strictNullable(),
    // keyed hash of their ID number, null when nobody said
    personKey: p.string().columnType('char(64)').strictNullable(),
  },
});

/** A member of staff, as far as it matters to whom they may review. */
export class Reviewer extends ReviewerSchema.class {}
ReviewerSchema.setClass(Reviewer);
