import { defineEntity, p } from '@mikro-orm/core';

const RecipientSchema = defineEntity({
  name: 'Recipient',
  schema: 'notifications',
  tableName: 'recipient',
  properties: {
    accountId: p.uuid().primary(),
    // sealed, kinds `phone` and `email`
    phone: p.text().nullable(),
    email: p.text().nullable(),
    version: p.integer(),
  },
});

/** Where an account is reached, as `accounts` last told. */
export class Recipient extends RecipientSchema.class {}
RecipientSchema.setClass(Recipient);
