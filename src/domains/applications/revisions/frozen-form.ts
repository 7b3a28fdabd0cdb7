import type { FieldEncryption, Sealed } from '../../../platform/encryption/field-encryption.js';
import type { Sex } from '../applicants/id-number.js';
import type { Form } from '../personal-info/form-sections.js';

/** Who applied, as the account said at the submission. */
export interface FrozenApplicant {
  readonly name: string;
  readonly idNumber: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly phone: string;
  /** Given with this submission. */
  readonly email: string;
}

/** The whole form of one submission, as a revision holds it sealed. */
export interface FrozenForm extends Form {
  readonly applicant: FrozenApplicant;
}

export const openFrozenForm = (encryption: FieldEncryption, { form }: { readonly form: Sealed }): FrozenForm =>
  JSON.parse(encryption.open('form', form)) as FrozenForm;
