import { defineEntity, p } from '@mikro-orm/core';

const PasswordResetSchema = defineEntity({
  name: 'PasswordReset',
  schema: 'accounts',
  tableName: 'password_reset',
  properties: {
    id: p.uuid().primary(),
    // found after the answer, by the job that sends the code; stays null where the phone has no account
    accountId: p.uuid().strictNullable(),
    expiresAt: p.datetime().index(),
  },
});

/** Somebody who forgot a password, before they have proven their phone. */
export class PasswordReset extends PasswordResetSchema.class {}
PasswordResetSchema.setClass(PasswordReset);
