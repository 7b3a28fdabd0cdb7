import { defineEntity, p } from '@mikro-orm/core';
import { type AttachmentRequirement, specialties } from '../contracts/index.js';

const FormRequirementSchema = defineEntity({
  name: 'FormRequirement',
  schema: 'recruitment',
  tableName: 'form_requirement',
  properties: {
    specialty: p.enum(specialties).primary(),
    attachments: p.json<AttachmentRequirement[]>(),
    version: p.integer().version(),
  },
});

/** Which attachments a specialty asks for: one row each, seeded by the migration, changed as one whole. */
export class FormRequirement extends FormRequirementSchema.class {}
FormRequirementSchema.setClass(FormRequirement);
