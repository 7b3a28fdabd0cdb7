import type { FieldEncryption } from '../../../platform/encryption/field-encryption.js';

/** The same for the same unit, however it was typed: without spaces, in one width and case. */
export const unitKeyOf = (unit: string): string => unit.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase();

/** The keyed hash of a sealed ID number, the same for the same person; null when there is none, or none any more. */
export const personKeyOf = (encryption: FieldEncryption, sealedIdNumber: string | null | undefined): string | null =>
  sealedIdNumber ? encryption.index('id-number', encryption.open('id-number', sealedIdNumber)) : null;
