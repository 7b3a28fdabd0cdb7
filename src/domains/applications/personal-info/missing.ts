import type { Text } from '../../../platform/problems/problem.js';

export const missingCodes = [
  'required',
  'not-in-list',
  'end-before-start',
  'not-accepted',
  'specialty-differs',
  'too-many',
  'format-not-allowed',
  'too-large',
  'not-eligible',
] as const;
export type MissingCode = (typeof missingCodes)[number];

/** One thing that keeps a form from being submitted. */
export interface Missing {
  /** JSON pointer into the form; `/attachments/<kind>` for a document. */
  readonly pointer: string;
  readonly code: MissingCode;
  readonly detail: Text;
}

const words = {
  required: { zh: '必填', en: 'is required' },
  'not-in-list': { zh: '请从代码表中重新选择', en: 'has to be chosen from the code list' },
  'end-before-start': { zh: '截止年月早于起始年月', en: 'ends before it starts' },
  'not-accepted': { zh: '须勾选承诺', en: 'has to be accepted' },
  'specialty-differs': { zh: '与所报计划的专业不一致', en: 'is not the specialty of the plan' },
} satisfies Partial<Record<MissingCode, Text>>;

/** With the words that go with the code everywhere. */
export const missing = (pointer: string, code: keyof typeof words): Missing => ({ pointer, code, detail: words[code] });
