import { defineEntity, p } from '@mikro-orm/core';

const TotpEnrolmentSchema = defineEntity({
  name: 'TotpEnrolment',
  schema: 'accounts',
  tableName: 'totp_enrolment',
  properties: {
    // an account has one at a time: a second start takes the first one's place
    accountId: p.uuid().primary(),
    // sealed, kind `secret`
    secret: p.text(),
    expiresAt: p.datetime().index(),
  },
});

/** An authenticator that an account will have once a code of it is shown. */
export class TotpEnrolment extends TotpEnrolmentSchema.class {}
TotpEnrolmentSchema.setClass(TotpEnrolment);
