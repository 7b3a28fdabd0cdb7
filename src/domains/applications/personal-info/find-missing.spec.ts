import { completeForm } from '../../../../test/support/applications-desk.js';
import type { AttachmentRequirement } from '../../recruitment/contracts/index.js';
import { KnownPlan } from '../plans/known-plan.entity.js';
import { findMissing } from './find-missing.js';
import { emptyForm, type Form } from './form-sections.js';
import type { AttachedFile } from './wrong-attachments.js';

const complete = completeForm as Form;
const plan = (requirements: AttachmentRequirement[]) =>
  Object.assign(new KnownPlan(), { specialty: 'clinical', requirements });

const file = (kind: AttachedFile['kind'], given: Partial<AttachedFile> = {}): AttachedFile => ({
  kind,
  mediaType: 'image/jpeg',
  size: 1000,
  ...given,
});
const lacks = (...given: Parameters<typeof findMissing>) =>
  findMissing(...given).map(({ pointer, code }) => ({ pointer, code }));

describe('what a form lacks', () => {
  it('is nothing when all is there', () => {
    expect(findMissing(complete, [file('photo')], plan([{ kind: 'photo', required: true, maxCount: 1 }]))).toEqual([]);
  });

  it('is told of every section of an empty form', () => {
    const sections = findMissing(emptyForm, []).map(({ pointer }) => pointer.split('/')[1]);
    expect([...new Set(sections)]).toEqual(['basic', 'contact', 'education', 'work', 'training', 'statement']);
  });

  it('names the entry and the field, and takes blank text for missing', () => {
    const form: Form = { ...complete, education: [...complete.education, { school: '', major: '护理学' }] };
    expect(findMissing(form, []).map(({ pointer }) => pointer)).toEqual([
      '/education/1/school',
      '/education/1/level',
      '/education/1/startMonth',
      '/education/1/endMonth',
    ]);
  });

  it('is an end before its start', () => {
    const form: Form = { ...complete, work: [{ ...complete.work[0], endMonth: '2013-07' }] };
    expect(lacks(form, [])).toEqual([{ pointer: '/work/0/endMonth', code: 'end-before-start' }]);
  });

  it('is a specialty that is not the plan’s', () => {
    const form: Form = { ...complete, training: { specialty: 'nursing', purpose: '学习' } };
    expect(lacks(form, [], plan([]))).toEqual([{ pointer: '/training/specialty', code: 'specialty-differs' }]);
  });

  it('is a required attachment, or one too many', () => {
    const demands = plan([
      { kind: 'photo', required: true, maxCount: 1 },
      { kind: 'other', required: false, maxCount: 1 },
    ]);
    expect(lacks(complete, [file('other'), file('other')], demands)).toEqual([
      { pointer: '/attachments/photo', code: 'required' },
      { pointer: '/attachments/other', code: 'too-many' },
    ]);
  });

  it('is the number of a certificate that the plan asks for', () => {
    const demands = plan([{ kind: 'practising-certificate', required: true, maxCount: 1 }]);
    const form: Form = { ...complete, work: [{ ...complete.work[0], licenceNumber: null }] };
    expect(lacks(form, [file('practising-certificate')], demands)).toEqual([
      { pointer: '/work/0/licenceNumber', code: 'required' },
    ]);
  });

  it('is a file in another format or larger than the plan asks for, each explaining itself', () => {
    const demands = plan([
      { kind: 'photo', required: true, maxCount: 1, formats: ['jpeg'], maxBytes: 2_621_440 },
      { kind: 'other', required: false, maxCount: 1, formats: ['jpeg', 'pdf'] },
    ]);
    const files = [
      file('photo', { size: 2_621_441 }),
      file('other', { mediaType: 'image/png' }),
      file('other', { mediaType: 'application/pdf' }),
    ];
    expect(
      findMissing(complete, files, demands).map(({ pointer, code, detail }) => [pointer, code, detail.zh]),
    ).toEqual([
      ['/attachments/photo', 'too-large', '单个文件不得超过 2.5 MB'],
      ['/attachments/other', 'too-many', '最多 1 份'],
      ['/attachments/other', 'format-not-allowed', '只接受 JPEG、PDF 格式'],
    ]);
  });

  it('is a word that was written before there was a list to choose from', () => {
    const form: Form = { ...complete, basic: { ...complete.basic, ethnicity: '壮族' } };
    expect(lacks(form, [])).toEqual([{ pointer: '/basic/ethnicity', code: 'not-in-list' }]);
  });

  it('is the name of a title that is in no list', () => {
    const form: Form = { ...complete, work: [{ ...complete.work[0], title: 'other' }] };
    expect(lacks(form, [])).toEqual([{ pointer: '/work/0/otherTitle', code: 'required' }]);
    const named: Form = { ...complete, work: [{ ...complete.work[0], title: 'other', otherTitle: '健康管理师' }] };
    expect(lacks(named, [])).toEqual([]);
  });
});
