import type { FieldEncryption } from '../../../platform/encryption/field-encryption.js';

// what keyboards put between the parts of a name, where GB 18030 has `·`
const otherDots = /[•‧∙⋅・･．]/g;

/** The one form in which names are compared: composed, single spaces, `·` for every middle dot. */
export const comparableName = (typed: string): string =>
  typed.normalize('NFC').trim().replace(/\s+/g, ' ').replace(otherDots, '·').replace(/ ?· ?/g, '·');

/** The keyed hash that applications of people of exactly this name are found by, however it is typed. */
export const nameHash = (encryption: FieldEncryption, name: string): string =>
  encryption.index('name', comparableName(name));

/** The keyed hash that the applications of the holder of an ID number are found by; a small `x` is an `X`. */
export const idNumberHash = (encryption: FieldEncryption, idNumber: string): string =>
  encryption.index('id-number', idNumber.trim().toUpperCase());
