import { defineEntity, p } from '@mikro-orm/core';

const ApplicantSchema = defineEntity({
  name: 'Applicant',
  schema: 'applications',
  tableName: 'applicant',
  properties: {
    // the account's id, which is the trainee's id everywhere
    id: p.uuid().primary(),
    // sealed, kind `name`
    name: p.text(),
    maskedName: p.string().length(60),
    // sealed, kind `id-number`
    idNumber: p.text(),
  },
});

/** Who an account belongs to, as `accounts` said when it was registered; a name and an ID number never change there. */
export class Applicant extends ApplicantSchema.class {}
ApplicantSchema.setClass(Applicant);
