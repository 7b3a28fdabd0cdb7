import { nameIn } from '../../../platform/code-lists/code-list.js';
import { degreeList } from '../../../platform/code-lists/degrees.js';
import { educationList } from '../../../platform/code-lists/education.js';
import { titleList } from '../../../platform/code-lists/titles.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import type { FieldError, Text } from '../../../platform/problems/problem.js';
import { type EligibilityRule, type EligibilityRuleName, formatsOf } from '../contracts/index.js';
import type {
  ChangeFormRequirementRequest,
  EligibilityRuleRequest,
  RequiredAttachment,
} from './form-requirements.dto.js';

type Parameter = 'education' | 'degree' | 'titles' | 'years';

const parameterOf: Readonly<Record<EligibilityRuleName, Parameter>> = {
  'minimum-education': 'education',
  'minimum-degree': 'degree',
  'accepted-titles': 'titles',
  'minimum-work-years': 'years',
  'maximum-age': 'years',
};
const parameters = [...new Set(Object.values(parameterOf))];

/** Refuses requirements that contradict themselves, each fault by its pointer. */
export function requireSensible({ attachments, eligibility = [] }: ChangeFormRequirementRequest): void {
  const errors = [
    ...repeated('/attachments', 'kind', attachments),
    ...repeated('/eligibility', 'rule', eligibility),
    ...attachments.flatMap(impossibleFormats),
    ...eligibility.flatMap(wrongParameters),
  ];
  if (errors.length > 0) throw new InvalidRequest({ errors });
}

/** The rule as it is kept, with the words for who does not meet it. */
export const toEligibilityRule = (request: EligibilityRuleRequest): EligibilityRule => {
  const { rule, explanation } = request;
  const parameter = parameterOf[rule];
  return { rule, [parameter]: request[parameter], explanation: explanation ?? explain(request) };
};

function explain({ rule, education = '', degree = '', titles = [], years }: EligibilityRuleRequest): string {
  switch (rule) {
    case 'minimum-education':
      return `最高学历须为${nameIn(educationList, education)}及以上`;
    case 'minimum-degree':
      return `最高学位须为${nameIn(degreeList, degree)}及以上`;
    case 'accepted-titles':
      return `职称须为${titles.map((title) => nameIn(titleList, title)).join('、')}之一`;
    case 'minimum-work-years':
      return `工作年限须满 ${years} 年`;
    case 'maximum-age':
      return `年龄不得超过 ${years} 周岁`;
  }
}

function repeated<Key extends string>(parent: string, key: Key, list: readonly Record<Key, string>[]): FieldError[] {
  return list.flatMap((item, position) =>
    list.findIndex((other) => other[key] === item[key]) === position
      ? []
      : [fault(`${parent}/${position}/${key}`, 'duplicate', { zh: '重复', en: 'is listed twice' })],
  );
}

const impossibleFormats = ({ kind, formats = [] }: RequiredAttachment, position: number): FieldError[] =>
  formats.every((format) => formatsOf(kind).includes(format))
    ? []
    : [
        fault(`/attachments/${position}/formats`, 'not-in-list', {
          zh: `该种类只能用 ${formatsOf(kind).join('、')}`,
          en: `this kind can only be ${formatsOf(kind).join(', ')}`,
        }),
      ];

function wrongParameters(request: EligibilityRuleRequest, position: number): FieldError[] {
  const own = parameterOf[request.rule];
  return parameters.flatMap((parameter) => {
    const isGiven = request[parameter] !== undefined;
    const pointer = `/eligibility/${position}/${parameter}`;
    if (parameter === own) return isGiven ? [] : [fault(pointer, 'required', { zh: '必填', en: 'is required' })];
    return isGiven ? [fault(pointer, 'not-applicable', { zh: '该条件不用此项', en: 'is no part of this rule' })] : [];
  });
}

const fault = (pointer: string, code: string, detail: Text): FieldError => ({ pointer, code, detail });
