import type { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { emptyForm, type Form } from './form-sections.js';
import { formSections, type PersonalInfo } from './personal-info.entity.js';

/** The form that was saved, whole; sections never saved are empty. */
export function openForm(encryption: FieldEncryption, saved: PersonalInfo | null): Form {
  if (!saved) return emptyForm;
  const open = (sealed: string): unknown => JSON.parse(encryption.open('form', sealed));
  const sections = formSections.flatMap((name) => {
    const sealed = saved[name];
    return sealed === null ? [] : [[name, open(sealed)]];
  });
  return {
    ...emptyForm,
    ...(saved.form !== null && (open(saved.form) as Partial<Form>)),
    ...(Object.fromEntries(sections) as Partial<Form>),
  };
}
