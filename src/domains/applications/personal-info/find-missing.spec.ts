import { completeForm } from '../../../../test/support/applications-desk.js';
import type { AttachmentRequirement } from '../../recruitment/contracts/index.js';
import { KnownPlan } from '../plans/known-plan.entity.js';
import { findMissing } from './find-missing.js';
import { emptyForm, type Form } from './form-sections.js';

const complete = completeForm as Form;
const plan = (requirements: AttachmentRequirement[]) =>
  Object.assign(new KnownPlan(), { specialty: 'clinical', requirements });

describe('what a form lacks', () => {
  it('is nothing when all is there', () => {
    expect(findMissing(complete, ['photo'], plan([{ kind: 'photo', required: true, maxCount: 1 }]))).toEqual([]);
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
    expect(findMissing(form, [])).toEqual([{ pointer: '/work/0/endMonth', code: 'end-before-start' }]);
  });

  it('is a specialty that is not the plan’s', () => {
    const form: Form = { ...complete, training: { specialty: 'nursing', purpose: '学习' } };
    expect(findMissing(form, [], plan([]))).toEqual([{ pointer: '/training/specialty', code: 'specialty-differs' }]);
  });

  it('is a required attachment, or one too many', () => {
    const demands = plan([
      { kind: 'photo', required: true, maxCount: 1 },
      { kind: 'other', required: false, maxCount: 1 },
    ]);
    expect(findMissing(complete, ['other', 'other'], demands)).toEqual([
      { pointer: '/attachments/photo', code: 'required' },
      { pointer: '/attachments/other', code: 'too-many' },
    ]);
  });

  it('is the number of a certificate that the plan asks for', () => {
    const demands = plan([{ kind: 'practising-certificate', required: true, maxCount: 1 }]);
    const form: Form = { ...complete, work: [{ ...complete.work[0], licenceNumber: null }] };
    expect(findMissing(form, ['practising-certificate'], demands)).toEqual([
      { pointer: '/work/0/licenceNumber', code: 'required' },
    ]);
  });
});
