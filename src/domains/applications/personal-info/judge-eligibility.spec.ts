import fc from 'fast-check';
import type { EligibilityRule } from '../../recruitment/contracts/index.js';
import type { BasicSection, WorkEntry } from './form-sections.js';
import { judgeEligibility } from './judge-eligibility.js';

const ON = '2026-11-23';
const rule = (given: Omit<EligibilityRule, 'explanation'>): EligibilityRule => ({ ...given, explanation: '不符合' });

const judged = (
  asked: EligibilityRule,
  { basic = {}, work = [], birthDate = '1990-03-07' }: { basic?: BasicSection; work?: WorkEntry[]; birthDate?: string },
) => judgeEligibility([asked], { form: { basic, work }, birthDate }, ON).map(({ pointer }) => pointer);

describe('a condition', () => {
  it('explains itself in the words of the province', () => {
    const asked = { rule: 'maximum-age', years: 35, explanation: '年满三十六周岁者请与基地联系' } as const;
    expect(judgeEligibility([asked], { form: { basic: {}, work: [] }, birthDate: '1990-11-23' }, ON)).toEqual([
      {
        pointer: '/identity/birthDate',
        code: 'not-eligible',
        detail: { zh: '年满三十六周岁者请与基地联系', en: 'does not meet a condition of the specialty' },
      },
    ]);
  });

  it.each([
    ['1990-11-23', 36, true],
    ['1990-11-23', 35, false],
    ['1990-11-24', 35, true],
    ['1990-12-01', 35, true],
    ['1992-02-29', 34, true],
  ])('of age counts whole years: born %s, at most %i: %s', (birthDate, years, isMet) => {
    expect(judged(rule({ rule: 'maximum-age', years }), { birthDate })).toHaveLength(isMet ? 0 : 1);
  });

  it.each([
    ['21', '31', true],
    ['31', '31', true],
    ['22', '21', false],
    ['22', '31', true],
    ['41', '31', false],
    ['17', '14', false],
    ['11', '14', true],
  ])('of education is met from its step upwards: %s for %s: %s', (highestEducation, education, isMet) => {
    const asked = rule({ rule: 'minimum-education', education });
    expect(judged(asked, { basic: { highestEducation } })).toEqual(isMet ? [] : ['/basic/highestEducation']);
  });

  it.each([
    ['410', '4', true],
    ['310', '4', true],
    ['0', '4', false],
    ['410', '3', false],
    ['1', '4', false],
  ])('of degree is met from its level upwards: %s for %s: %s', (highestDegree, degree, isMet) => {
    const asked = rule({ rule: 'minimum-degree', degree });
    expect(judged(asked, { basic: { highestDegree } })).toEqual(isMet ? [] : ['/basic/highestDegree']);
  });

  it('of titles is met by one of the jobs', () => {
    const asked = rule({ rule: 'accepted-titles', titles: ['233', '232'] });
    expect(judged(asked, { work: [{ title: '234' }, { title: '233' }] })).toEqual([]);
    expect(judged(asked, { work: [{ title: '234' }] })).toEqual(['/work']);
  });

  it('is no failure of what is not filled in: that is missing, and told so', () => {
    for (const asked of [
      rule({ rule: 'minimum-education', education: '11' }),
      rule({ rule: 'minimum-degree', degree: '2' }),
      rule({ rule: 'accepted-titles', titles: ['231'] }),
      rule({ rule: 'minimum-work-years', years: 10 }),
    ]) {
      expect(judged(asked, {})).toEqual([]);
    }
  });

  it('of years of work counts a job that goes on up to this month', () => {
    const asked = rule({ rule: 'minimum-work-years', years: 2 });
    expect(judged(asked, { work: [{ startMonth: '2024-11' }] })).toEqual([]);
    expect(judged(asked, { work: [{ startMonth: '2024-12' }] })).toEqual(['/work']);
  });

  it('of years of work counts two jobs at a time once, in whatever order they are listed', () => {
    const month = fc.integer({ min: 2000 * 12, max: 2030 * 12 }).map((number) => {
      const [year, index] = [Math.floor(number / 12), number % 12];
      return `${year}-${String(index + 1).padStart(2, '0')}`;
    });
    const job = fc.record({ startMonth: month, endMonth: fc.option(month) });
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 30 }), (work, years) => {
        const asked = rule({ rule: 'minimum-work-years', years });
        const once = judged(asked, { work });
        expect(judged(asked, { work: [...work, ...work].reverse() })).toEqual(once);
        // one more job never makes somebody less experienced
        if (once.length === 0) expect(judged(asked, { work: [...work, { startMonth: '2010-01' }] })).toEqual([]);
      }),
    );
  });
});
