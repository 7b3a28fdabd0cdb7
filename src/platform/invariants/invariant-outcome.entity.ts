import { defineEntity, p } from '@mikro-orm/core';

const InvariantOutcomeSchema = defineEntity({
  name: 'InvariantOutcome',
  schema: 'platform',
  tableName: 'invariant_outcome',
  properties: {
    code: p.string().length(100).primary(),
    checkedAt: p.datetime(),
    // how many subjects violate it
    violations: p.integer().check('violations >= 0'),
    // the first of them
    subjectIds: p.array().columnType('text[]'),
  },
});

/** What the last look at one invariant found. */
export class InvariantOutcome extends InvariantOutcomeSchema.class {}
InvariantOutcomeSchema.setClass(InvariantOutcome);
