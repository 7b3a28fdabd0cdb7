import { defineEntity, p } from '@mikro-orm/core';

const RegistrationSchema = defineEntity({
  name: 'Registration',
  schema: 'accounts',
  tableName: 'registration',
  properties: {
    id: p.uuid().primary(),
    // sealed, each as the kind of its name
    name: p.text(),
    idNumber: p.text(),
    phone: p.text(),
    email: p.text().strictNullable(),
    passwordHash: p.string().length(200),
    expiresAt: p.datetime().index(),
  },
});

/** The first step of a registration; goes with the second step, or half an hour later. */
export class Registration extends RegistrationSchema.class {}
RegistrationSchema.setClass(Registration);
