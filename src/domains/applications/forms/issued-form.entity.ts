import { defineEntity, p } from '@mikro-orm/core';
import { randomInt } from 'node:crypto';
import type { Application } from '../applications/application.entity.js';

const IssuedFormSchema = defineEntity({
  name: 'IssuedForm',
  schema: 'applications',
  tableName: 'issued_form',
  uniques: [{ properties: ['applicationId', 'revision'] }],
  properties: {
    number: p.string().length(20).primary(),
    applicationId: p.uuid(),
    revision: p.integer(),
    issuedAt: p.datetime(),
    // while the review that it came from is open again: nothing to print, nothing that counts
    revokedAt: p.datetime().strictNullable(),
  },
});

/** An application form (申请表) that may be printed: its number is what its QR code is verified by. */
export class IssuedForm extends IssuedFormSchema.class {
  static issue({ id: applicationId, revision }: Application, issuedAt: Date): IssuedForm {
    return Object.assign(new IssuedForm(), {
      ...{ number: newNumber(issuedAt), applicationId, revision, issuedAt, revokedAt: null },
    });
  }
}
IssuedFormSchema.setClass(IssuedForm);

// Crockford's base 32 without I, L, O and U: read aloud and typed without doubt
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `SQ2026-7K3M9QX2AB`: ten random characters, since whoever holds a number can verify it, and none should be guessed. */
function newNumber(now: Date): string {
  const random = Array.from({ length: 10 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `SQ${now.getUTCFullYear()}-${random.join('')}`;
}
