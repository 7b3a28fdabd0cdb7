import { reachesDegree } from '../../../platform/code-lists/degrees.js';
import { reachesEducation } from '../../../platform/code-lists/education.js';
import type { EligibilityRule } from '../../recruitment/contracts/index.js';
import type { Form, WorkEntry } from './form-sections.js';
import type { Missing } from './missing.js';

/** What of a person and the form the conditions look at. */
export interface Candidate {
  readonly form: Pick<Form, 'basic' | 'work'>;
  /** `YYYY-MM-DD` */
  readonly birthDate: string;
}

/**
 * The conditions that a candidate does not meet on a China calendar date (`YYYY-MM-DD`), each with its own words. What
 * is not filled in yet is no failure here: it is told as missing.
 */
export function judgeEligibility(rules: readonly EligibilityRule[], candidate: Candidate, on: string): Missing[] {
  return rules
    .filter((rule) => !meets(rule, candidate, on))
    .map(({ rule, explanation }) => ({
      pointer: pointers[rule],
      code: 'not-eligible',
      detail: { zh: explanation, en: 'does not meet a condition of the specialty' },
    }));
}

const pointers: Readonly<Record<EligibilityRule['rule'], string>> = {
  'minimum-education': '/basic/highestEducation',
  'minimum-degree': '/basic/highestDegree',
  'accepted-titles': '/work',
  'minimum-work-years': '/work',
  'maximum-age': '/identity/birthDate',
};

function meets(rule: EligibilityRule, { form: { basic, work }, birthDate }: Candidate, on: string): boolean {
  const { education = '', degree = '', titles = [], years = 0 } = rule;
  switch (rule.rule) {
    case 'minimum-education':
      return !basic.highestEducation || reachesEducation(basic.highestEducation, education);
    case 'minimum-degree':
      return !basic.highestDegree || reachesDegree(basic.highestDegree, degree);
    case 'accepted-titles':
      return work.every(({ title }) => !title) || work.some(({ title }) => title && titles.includes(title));
    case 'minimum-work-years':
      return work.length === 0 || monthsWorked(work, on) >= years * 12;
    case 'maximum-age':
      return ageOn(birthDate, on) <= years;
  }
}

/** Months with at least one job, so that two at a time count once; one that goes on counts up to the month of `on`. */
function monthsWorked(work: readonly WorkEntry[], on: string): number {
  const present = monthNumber(on);
  const months = new Set<number>();
  for (const { startMonth, endMonth } of work) {
    if (!startMonth) continue;
    const last = Math.min(endMonth ? monthNumber(endMonth) : present, present);
    for (let month = monthNumber(startMonth); month < last; month++) months.add(month);
  }
  return months.size;
}

/** Months since year 0 of `YYYY-MM` or `YYYY-MM-DD`. */
const monthNumber = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));

/** 周岁: whole years, complete on the birthday. */
function ageOn(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
