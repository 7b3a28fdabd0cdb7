import { completeForm } from '../../../../test/support/applications-desk.js';
import type { Form } from '../personal-info/form-sections.js';
import type { ComparedFile } from '../revisions/compare-revisions.js';
import { type FormWithFiles, isMended } from './is-mended.js';

const file = (changes: Partial<ComparedFile> = {}): ComparedFile => ({
  ...{ id: 'a', kind: 'photo', fileName: '照片.jpg', sha256: 'one' },
  ...changes,
});
const made = (form: object = {}, attachments: ComparedFile[] = [file()]): FormWithFiles => ({
  form: { ...completeForm, ...form } as unknown as Form,
  attachments,
});
const contact = { ...completeForm.contact, address: '新地址' };
const [job] = completeForm.work;

it.each([
  ['the field that it names', '/contact/address', made({ contact }), true],
  ['the whole section', '/contact', made({ contact }), true],
  ['an entry of a list', '/work/0', made({ work: [{ ...job, department: '妇科' }] }), true],
  ['a field of an entry', '/work/0/department', made({ work: [{ ...job, department: '妇科' }] }), true],
  ['what was missing', '/basic/health', made({ basic: { ...completeForm.basic, health: '健康' } }), true],
  ['what is in neither', '/work/1', made(), false],
  ['another field only', '/contact/postalCode', made({ contact }), false],
  ['nothing', '/contact/address', made(), false],
  ['nothing but an empty field', '/basic/health', made({ basic: { ...completeForm.basic, health: '' } }), false],
  [
    'the order of members',
    '/contact',
    made({ contact: Object.fromEntries(Object.entries(completeForm.contact).reverse()) }),
    false,
  ],
  ['a file of the kind', '/attachments/photo', made({}, [file({ sha256: 'two' })]), true],
  [
    'a file of a kind that was missing',
    '/attachments/title-certificate',
    made({}, [file(), file({ kind: 'title-certificate' })]),
    true,
  ],
  ['the name of the file only', '/attachments/photo', made({}, [file({ id: 'b', fileName: '新照片.jpg' })]), false],
  ['a file of another kind', '/attachments/photo', made({}, [file(), file({ kind: 'other', sha256: 'x' })]), false],
])('a finding is mended by a change of %s: %s', (_, pointer, present, mended) => {
  expect(isMended(pointer, made(), present)).toBe(mended);
});

it('cannot be told of what is not of the form', () => {
  for (const pointer of ['/sendingUnit', '/planId', '/applicant/name', '/']) {
    expect(isMended(pointer, made(), made({ contact }))).toBeNull();
  }
});
