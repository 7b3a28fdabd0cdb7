import type { Text } from '../problems/problem.js';

export interface Code {
  readonly code: string;
  /** In Chinese, as the standard words it. */
  readonly name: string;
  /** The code of the group that it belongs to; absent at the top. */
  readonly parent?: string;
  /** A group that only sorts others, and is no answer by itself. */
  readonly group?: true;
  /** The platform's own: the standard has no code for it. */
  readonly extension?: true;
}

/** One national code list, in the order of its standard. */
export interface CodeList {
  /** In paths and settings: kebab-case, never changed. */
  readonly name: string;
  readonly title: Text;
  /** Number and year of the standard that the codes are from. */
  readonly standard: string;
  /** False where only the entries in common use are listed. */
  readonly complete: boolean;
  readonly codes: readonly Code[];
}

/** The codes that may be chosen: all but the groups. */
export const choicesOf = ({ codes }: CodeList): string[] => codes.filter(({ group }) => !group).map(({ code }) => code);

/** The word for a code; what is not in the list is its own word, since it was written before the list counted. */
export const nameIn = ({ codes }: CodeList, code: string): string =>
  codes.find((candidate) => candidate.code === code)?.name ?? code;
