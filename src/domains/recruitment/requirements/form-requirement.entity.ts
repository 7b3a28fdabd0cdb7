import { defineEntity, p } from '@mikro-orm/core';
import { type AttachmentRequirement, type EligibilityRule, specialties } from '../contracts/index.js';

const FormRequirementSchema = defineEntity({
  name: 'FormRequirement',
  schema: 'recruitment',
  tableName: 'form_requirement',
  properties: {
    specialty: p.enum(specialties).primary(),
    attachments: p.json<AttachmentRequirement[]>(),
    eligibility: p.json<EligibilityRule[]>().default('[]'),
    version: p.integer().version(),
  },
});

/** What a specialty asks for now: one row each, seeded by the migration, changed as one whole. */
export class FormRequirement extends FormRequirementSchema.class {}
FormRequirementSchema.setClass(FormRequirement);

const FormRequirementVersionSchema = defineEntity({
  name: 'FormRequirementVersion',
  schema: 'recruitment',
  tableName: 'form_requirement_version',
  properties: {
    specialty: p.enum(specialties).primary(),
    version: p.integer().primary(),
    attachments: p.json<AttachmentRequirement[]>(),
    eligibility: p.json<EligibilityRule[]>(),
    // null for what the migration seeded
    changedBy: p.uuid().strictNullable(),
    changedAt: p.datetime(),
  },
});

/** What a specialty asked for at some time: written once, a trigger refuses every later change. */
export class FormRequirementVersion extends FormRequirementVersionSchema.class {}
FormRequirementVersionSchema.setClass(FormRequirementVersion);
