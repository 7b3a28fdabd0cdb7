import { defineEntity, p } from '@mikro-orm/core';

const AddressCountSchema = defineEntity({
  name: 'AddressCount',
  schema: 'accounts',
  tableName: 'address_count',
  properties: {
    network: p.string().length(45).primary(),
    windowStart: p.datetime().primary(),
    count: p.integer(),
  },
  indexes: [{ properties: ['windowStart'], name: 'address_count_window_index' }],
});

/** How many captchas one address asked for in one stretch of ten minutes. */
export class AddressCount extends AddressCountSchema.class {}
AddressCountSchema.setClass(AddressCount);
