import { choicesOf, type CodeList } from '../../../platform/code-lists/code-list.js';
import { degreeList } from '../../../platform/code-lists/degrees.js';
import { educationList } from '../../../platform/code-lists/education.js';
import { ethnicityList } from '../../../platform/code-lists/ethnicities.js';
import { politicalStatusList } from '../../../platform/code-lists/political-statuses.js';
import { OTHER_TITLE, titleList } from '../../../platform/code-lists/titles.js';
import type { KnownPlan } from '../plans/known-plan.entity.js';
import type { EducationEntry, Form, WorkEntry } from './form-sections.js';
import { type Missing, missing } from './missing.js';
import { type AttachedFile, wrongAttachments } from './wrong-attachments.js';

/** What of a plan decides whether a form is complete. */
export type PlanDemands = Pick<KnownPlan, 'specialty' | 'requirements' | 'requires'>;

/**
 * What a form still lacks before it can be submitted to a plan, in the order of the form. Without a plan only the form
 * itself is looked at, since specialty and documents are asked for by plans.
 */
export function findMissing(form: Form, attached: readonly AttachedFile[], plan?: PlanDemands): Missing[] {
  const { basic, contact, education, work, training, statement } = form;
  return [
    ...required('/basic', basic, ['ethnicity', 'nativePlace', 'politicalStatus', 'highestEducation', 'highestDegree']),
    ...unlisted('/basic/ethnicity', basic.ethnicity, ethnicityList),
    ...unlisted('/basic/politicalStatus', basic.politicalStatus, politicalStatusList),
    ...unlisted('/basic/highestEducation', basic.highestEducation, educationList),
    ...unlisted('/basic/highestDegree', basic.highestDegree, degreeList),
    ...required('/contact', contact, ['address', 'emergencyContactName', 'emergencyContactPhone']),
    ...entries('/education', education, ['school', 'major', 'level', 'startMonth', 'endMonth']),
    ...education.flatMap(({ level }, index) => unlisted(`/education/${index}/level`, level, educationList)),
    ...entries('/work', work, ['unit', 'department', 'title', 'startMonth']),
    ...work.flatMap(wrongTitle),
    ...(plan ? missingLicences(work, plan) : []),
    ...required('/training', training, ['specialty', 'purpose']),
    ...(plan && training.specialty && training.specialty !== plan.specialty
      ? [missing('/training/specialty', 'specialty-differs')]
      : []),
    ...(statement.accepted ? [] : [missing('/statement/accepted', 'not-accepted')]),
    ...(plan ? wrongAttachments(attached, plan.requirements) : []),
  ];
}

function required<Section extends object>(
  parent: string,
  section: Section,
  fields: (keyof Section & string)[],
): Missing[] {
  return fields.filter((field) => isEmpty(section[field])).map((field) => missing(`${parent}/${field}`, 'required'));
}

/** A draft may hold what was written before the list counted; it has to be chosen anew before it is submitted. */
const unlisted = (pointer: string, code: string | null | undefined, list: CodeList): Missing[] =>
  !code || choicesOf(list).includes(code) ? [] : [missing(pointer, 'not-in-list')];

const wrongTitle = ({ title, otherTitle }: WorkEntry, index: number): Missing[] =>
  title === OTHER_TITLE && isEmpty(otherTitle)
    ? [missing(`/work/${index}/otherTitle`, 'required')]
    : unlisted(`/work/${index}/title`, title, titleList);

function entries<Entry extends EducationEntry | WorkEntry>(
  parent: string,
  list: readonly Entry[],
  fields: (keyof Entry & string)[],
): Missing[] {
  if (list.length === 0) return [missing(parent, 'required')];
  return list.flatMap((entry, index) => {
    const { startMonth, endMonth } = entry;
    const backwards = startMonth && endMonth && endMonth < startMonth;
    return [
      ...required(`${parent}/${index}`, entry, fields),
      ...(backwards ? [missing(`${parent}/${index}/endMonth`, 'end-before-start')] : []),
    ];
  });
}

/** A plan that asks for a certificate asks for its number too, in whichever job it was held. */
function missingLicences(work: readonly WorkEntry[], plan: PlanDemands): Missing[] {
  const numbers = [
    ['medical-qualification-certificate', 'qualificationNumber'],
    ['practising-certificate', 'licenceNumber'],
  ] as const;
  return numbers
    .filter(([kind, field]) => plan.requires(kind) && work.every((entry) => isEmpty(entry[field])))
    .map(([, field]) => missing(`/work/0/${field}`, 'required'));
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
