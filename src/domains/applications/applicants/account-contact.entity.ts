import { defineEntity, p } from '@mikro-orm/core';

const AccountContactSchema = defineEntity({
  name: 'AccountContact',
  schema: 'applications',
  tableName: 'account_contact',
  properties: {
    accountId: p.uuid().primary(),
    // sealed, kind `phone`
    phone: p.text(),
    // sealed, kind `email`
    email: p.text().nullable(),
    version: p.integer(),
  },
});

/** How an account can be reached. Apart from `Applicant`, because a change may arrive before the registration. */
export class AccountContact extends AccountContactSchema.class {}
AccountContactSchema.setClass(AccountContact);
