import { defineEntity, p } from '@mikro-orm/core';

const FailedSignInSchema = defineEntity({
  name: 'FailedSignIn',
  schema: 'accounts',
  tableName: 'failed_sign_in',
  properties: {
    id: p.uuid().primary(),
    // an account's id, or the keyed hash of an identifier that has no account: both are locked alike
    subject: p.string().length(64),
    // whom the limit by address is counted for
    network: p.string().length(45).strictNullable(),
    failedAt: p.datetime().index(),
  },
  indexes: [
    { properties: ['subject', 'failedAt'], name: 'failed_sign_in_subject_index' },
    { properties: ['network', 'failedAt'], name: 'failed_sign_in_network_index' },
  ],
});

/** A password that was tried and not (yet) found right. */
export class FailedSignIn extends FailedSignInSchema.class {}
FailedSignInSchema.setClass(FailedSignIn);
