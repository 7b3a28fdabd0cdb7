import { defineEntity, p } from '@mikro-orm/core';

const PersonalInfoSchema = defineEntity({
  name: 'PersonalInfo',
  schema: 'applications',
  tableName: 'personal_info',
  properties: {
    traineeId: p.uuid().primary(),
    // the sections as JSON; sealed, kind `form`
    form: p.text(),
    // counted by each save, in the statement that saves
    version: p.integer(),
    updatedAt: p.datetime(),
  },
});

/** A trainee's form (个人信息表), one per trainee, kept between batches. */
export class PersonalInfo extends PersonalInfoSchema.class {}
PersonalInfoSchema.setClass(PersonalInfo);
