import {
  attachmentKindNames,
  attachmentKinds,
  type Specialty,
  specialtyNames,
} from '../../recruitment/contracts/index.js';
import { type CodeList, nameIn } from '../../../platform/code-lists/code-list.js';
import { degreeList } from '../../../platform/code-lists/degrees.js';
import { educationList } from '../../../platform/code-lists/education.js';
import { ethnicityList } from '../../../platform/code-lists/ethnicities.js';
import { politicalStatusList } from '../../../platform/code-lists/political-statuses.js';
import { OTHER_TITLE, titleList } from '../../../platform/code-lists/titles.js';
import type { WorkEntry } from '../personal-info/form-sections.js';
import type { FrozenAttachment } from '../revisions/revision.entity.js';

/** What stands where nothing was filled in. */
export const text = (value: string | null | undefined): string => value ?? '';

const wordsOf =
  (list: CodeList) =>
  (code: string | null | undefined): string =>
    code ? nameIn(list, code) : '';

export const ethnicity = wordsOf(ethnicityList);
export const politicalStatus = wordsOf(politicalStatusList);
export const education = wordsOf(educationList);
export const degree = wordsOf(degreeList);
/** What was written stands for a title that is in no list. */
export const title = ({ title: code, otherTitle }: Pick<WorkEntry, 'title' | 'otherTitle'>): string =>
  code === OTHER_TITLE ? text(otherTitle) : wordsOf(titleList)(code);
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
