import type { AttachmentKind } from '../../recruitment/contracts/index.js';
import type { KnownPlan } from '../plans/known-plan.entity.js';
import type { EducationEntry, Form, WorkEntry } from './form-sections.js';
import type { MissingCode } from './personal-info.dto.js';

export interface Missing {
  /** JSON pointer into the form; `/attachments/<kind>` for a document. */
  readonly pointer: string;
  readonly code: MissingCode;
}

/** What of a plan decides whether a form is complete. */
export type PlanDemands = Pick<KnownPlan, 'specialty' | 'requirements' | 'requires'>;

/**
 * What a form still lacks before it can be submitted to a plan, in the order of the form. Without a plan only the form
 * itself is looked at, since specialty and documents are asked for by plans.
 */
export function findMissing(form: Form, attached: readonly AttachmentKind[], plan?: PlanDemands): Missing[] {
  const { basic, contact, education, work, training, statement } = form;
  return [
    ...required('/basic', basic, ['ethnicity', 'nativePlace', 'politicalStatus', 'highestEducation', 'highestDegree']),
    ...required('/contact', contact, ['address', 'emergencyContactName', 'emergencyContactPhone']),
    ...entries('/education', education, ['school', 'major', 'level', 'startMonth', 'endMonth']),
    ...entries('/work', work, ['unit', 'department', 'title', 'startMonth']),
    ...(plan ? missingLicences(work, plan) : []),
    ...required('/training', training, ['specialty', 'purpose']),
    ...(plan && training.specialty && training.specialty !== plan.specialty
      ? [{ pointer: '/training/specialty', code: 'specialty-differs' as const }]
      : []),
    ...(statement.accepted ? [] : [{ pointer: '/statement/accepted', code: 'not-accepted' as const }]),
    ...(plan ? wrongAttachments(attached, plan) : []),
  ];
}

function required<Section extends object>(
  parent: string,
  section: Section,
  fields: (keyof Section & string)[],
): Missing[] {
  return fields
    .filter((field) => isEmpty(section[field]))
    .map((field) => ({ pointer: `${parent}/${field}`, code: 'required' }));
}

function entries<Entry extends EducationEntry | WorkEntry>(
  parent: string,
  list: readonly Entry[],
  fields: (keyof Entry & string)[],
): Missing[] {
  if (list.length === 0) return [{ pointer: parent, code: 'required' }];
  return list.flatMap((entry, index) => {
    const { startMonth, endMonth } = entry;
    const backwards = startMonth && endMonth && endMonth < startMonth;
    return [
      ...required(`${parent}/${index}`, entry, fields),
      ...(backwards ? [{ pointer: `${parent}/${index}/endMonth`, code: 'end-before-start' as const }] : []),
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
    .map(([, field]) => ({ pointer: `/work/0/${field}`, code: 'required' }));
}

function wrongAttachments(attached: readonly AttachmentKind[], { requirements }: PlanDemands): Missing[] {
  return requirements.flatMap(({ kind, required: isRequired, maxCount }): Missing[] => {
    const count = attached.filter((candidate) => candidate === kind).length;
    if (isRequired && count === 0) return [{ pointer: `/attachments/${kind}`, code: 'required' }];
    return count > maxCount ? [{ pointer: `/attachments/${kind}`, code: 'too-many' }] : [];
  });
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
