import { defineEntity, p } from '@mikro-orm/core';

/** How far the local clock was moved, in a single row. */
export const LocalClockOffset = defineEntity({
  name: 'LocalClockOffset',
  schema: 'platform',
  tableName: 'local_clock',
  properties: { id: p.integer().primary().autoincrement(false), offsetSeconds: p.bigint('number') },
});
