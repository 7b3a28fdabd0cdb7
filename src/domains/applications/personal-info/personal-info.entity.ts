import { defineEntity, p } from '@mikro-orm/core';

/** 各部分: the sections of the form, in its order; each is saved by itself. */
export const formSections = ['basic', 'contact', 'education', 'work', 'training', 'statement'] as const;
export type FormSection = (typeof formSections)[number];

// a section as JSON, sealed, kind `form`; null until it is saved
const section = () => p.text().strictNullable();

const PersonalInfoSchema = defineEntity({
  name: 'PersonalInfo',
  schema: 'applications',
  tableName: 'personal_info',
  properties: {
    traineeId: p.uuid().primary(),
    basic: section(),
    contact: section(),
    education: section(),
    work: section(),
    training: section(),
    statement: section(),
    // all sections in one, sealed alike, as they were saved before each had a column; what a column holds comes first
    form: p.text().strictNullable(),
    // counted by each save, in the statement that saves
    version: p.integer(),
    updatedAt: p.datetime(),
  },
});

/** A trainee's form (个人信息表), one per trainee, kept between batches. */
export class PersonalInfo extends PersonalInfoSchema.class {}
PersonalInfoSchema.setClass(PersonalInfo);
