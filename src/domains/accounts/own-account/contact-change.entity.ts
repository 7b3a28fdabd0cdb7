import { defineEntity, p } from '@mikro-orm/core';
import { contactKinds } from '../contracts/index.js';

const ContactChangeSchema = defineEntity({
  name: 'ContactChange',
  schema: 'accounts',
  tableName: 'contact_change',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    kind: p.enum(contactKinds),
    // sealed, as the kind says
    value: p.text(),
    expiresAt: p.datetime().index(),
  },
});

/** A phone number or e-mail address that an account will have once its code is proven. */
export class ContactChange extends ContactChangeSchema.class {}
ContactChangeSchema.setClass(ContactChange);
