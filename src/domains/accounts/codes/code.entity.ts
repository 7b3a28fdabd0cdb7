import { defineEntity, p } from '@mikro-orm/core';
import { codeChannels, codePurposes } from '../contracts/index.js';

const CodeSchema = defineEntity({
  name: 'Code',
  schema: 'accounts',
  tableName: 'code',
  properties: {
    id: p.uuid().primary(),
    purpose: p.enum(codePurposes),
    channel: p.enum(codeChannels),
    // the registration, reset or change that the code proves the target for
    subjectId: p.uuid(),
    // keyed hash of the phone number or e-mail address
    targetIndex: p.string().columnType('char(64)'),
    codeHash: p.string().columnType('char(64)'),
    tries: p.integer().default(0),
    address: p.string().length(45).strictNullable(),
    issuedAt: p.datetime(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().strictNullable(),
  },
  indexes: [
    { properties: ['targetIndex', 'issuedAt'], name: 'code_of_target_index' },
    { properties: ['address', 'issuedAt'], name: 'code_of_address_index' },
    { properties: ['subjectId', 'issuedAt'], name: 'code_of_subject_index' },
    { properties: ['issuedAt'], name: 'code_issued_at_index' },
  ],
  checks: [{ name: 'code_tries', expression: 'tries between 0 and 5' }],
});

/** A one-time code that was sent, or seemed to be: rows are kept a day, since the daily limits are counted on them. */
export class Code extends CodeSchema.class {}
CodeSchema.setClass(Code);
