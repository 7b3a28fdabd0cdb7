import type { Text } from '../../../platform/problems/problem.js';
import type { CheckedRow } from '../../../platform/spreadsheets/check-sheet.js';

/** The rows that say what an earlier row has said, by `key`, each with a sentence that names it. */
export function sameAsBefore<Request>(
  rows: readonly CheckedRow<Request>[],
  key: (request: Request) => string,
): Map<CheckedRow<Request>, Text> {
  const first = new Map<string, number>();
  const repeated = new Map<CheckedRow<Request>, Text>();
  for (const one of rows) {
    const earlier = first.get(key(one.request));
    if (earlier === undefined) first.set(key(one.request), one.row);
    else repeated.set(one, { zh: `与第 ${earlier} 行重复`, en: `repeats row ${earlier}` });
  }
  return repeated;
}
