import { completeForm } from '../../../../test/support/applications-desk.js';
import { compareFiles, compareRevisions, type Submitted } from './compare-revisions.js';
import type { FrozenForm } from './frozen-form.js';
import type { FrozenAttachment } from './revision.entity.js';

const file = (changes: Partial<FrozenAttachment>): FrozenAttachment => ({
  id: 'a',
  kind: 'photo',
  fileName: '照片.jpg',
  mediaType: 'image/jpeg',
  size: 1,
  sha256: 'one',
  objectKey: 'k',
  ...changes,
});
const submitted = (changes: Partial<Submitted> = {}): Submitted => ({
  form: completeForm as unknown as FrozenForm,
  attachments: [file({})],
  planId: 'plan',
  sendingUnit: '示例市人民医院',
  ...changes,
});
const form = (changes: object) => ({ ...completeForm, ...changes }) as unknown as FrozenForm;

describe('what changed between two submissions', () => {
  it('is nothing when all is the same', () => {
    expect(compareRevisions(submitted(), submitted())).toEqual([]);
  });

  it('is told field by field', () => {
    const after = submitted({
      form: form({ contact: { ...completeForm.contact, address: '新地址' } }),
      sendingUnit: '另一医院',
    });
    expect(compareRevisions(submitted(), after)).toEqual([
      { pointer: '/sendingUnit', before: '示例市人民医院', after: '另一医院' },
      { pointer: '/contact/address', before: completeForm.contact.address, after: '新地址' },
    ]);
  });

  it('tells what was added and removed against nothing', () => {
    const { postalCode, ...contact } = completeForm.contact;
    const after = submitted({ form: form({ contact, basic: { ...completeForm.basic, health: '健康' } }) });
    expect(compareRevisions(submitted(), after)).toEqual([
      { pointer: '/contact/postalCode', before: postalCode, after: null },
      { pointer: '/basic/health', before: null, after: '健康' },
    ]);
  });

  it('knows a file by its content, not by its upload', () => {
    expect(compareRevisions(submitted(), submitted({ attachments: [file({ id: 'b', objectKey: 'l' })] }))).toEqual([]);
    expect(compareRevisions(submitted(), submitted({ attachments: [file({ sha256: 'two' })] }))).toEqual([
      { pointer: '/attachments/photo/0/sha256', before: 'one', after: 'two' },
    ]);
  });
});

describe('files of two submissions', () => {
  const files = (...attachments: FrozenAttachment[]) => submitted({ attachments });
  const certificate = (id: string, sha256: string) => file({ ...{ id, sha256 }, kind: 'other', fileName: `${id}.pdf` });

  it('are told apart by kind and content, whatever their place and name', () => {
    const before = files(file({}), certificate('first', 'x'), certificate('second', 'y'));
    const after = files(certificate('third', 'y'), certificate('fourth', 'z'), file({ fileName: '同一张.jpg' }));
    expect(compareFiles(before, after)).toEqual([
      { change: 'removed', kind: 'other', attachmentId: 'first', fileName: 'first.pdf' },
      { change: 'added', kind: 'other', attachmentId: 'fourth', fileName: 'fourth.pdf' },
    ]);
  });

  it('that are alike count one by one', () => {
    const twice = files(certificate('first', 'x'), certificate('second', 'x'));
    expect(compareFiles(twice, files(certificate('third', 'x')))).toEqual([
      { change: 'removed', kind: 'other', attachmentId: 'second', fileName: 'second.pdf' },
    ]);
  });
});
