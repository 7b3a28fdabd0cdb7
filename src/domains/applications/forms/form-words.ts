import {
  attachmentKindNames,
  attachmentKinds,
  type Specialty,
  specialtyNames,
} from '../../recruitment/contracts/index.js';
import {
  degreeNames,
  type EducationEntry,
  educationLevelNames,
  type WorkEntry,
} from '../personal-info/form-sections.js';
import type { FrozenAttachment } from '../revisions/revision.entity.js';

/** What stands where nothing was filled in. */
export const text = (value: string | null | undefined): string => value ?? '';

export const level = (value: EducationEntry['level']): string => (value ? educationLevelNames[value] : '');
export const degree = (value: keyof typeof degreeNames | null | undefined): string => (value ? degreeNames[value] : '');
export const specialty = (value: Specialty): string => specialtyNames[value];

/** `1990-03-07` → `1990年3月7日` */
export const date = (value: string): string =>
  value.replace(/^(\d+)-(\d+)-(\d+)$/, (_, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`);

/** `2013-08` and none → `2013.08 至今` */
export const period = ({ startMonth, endMonth }: Pick<WorkEntry, 'startMonth' | 'endMonth'>): string =>
  `${text(startMonth).replace('-', '.')} 至${endMonth ? ` ${endMonth.replace('-', '.')}` : '今'}`;

/** One line a kind, in the order of the kinds: `执业证（2 份）` */
export const attachmentLines = (attachments: readonly FrozenAttachment[]): string[] =>
  attachmentKinds.flatMap((kind) => {
    const count = attachments.filter((attachment) => attachment.kind === kind).length;
    return count === 0 ? [] : [`${attachmentKindNames[kind]}（${count} 份）`];
  });
