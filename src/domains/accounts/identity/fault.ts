import type { FieldError, Text } from '../../../platform/problems/problem.js';

/** Why a value is not accepted; whoever asked knows which field it came from. */
export interface Fault {
  readonly code: string;
  readonly detail: Text;
}

/** Faults as errors of the field that `pointer` (a JSON pointer) names. */
export const faultsAt = (pointer: string, faults: readonly Fault[]): FieldError[] =>
  faults.map((fault) => ({ pointer, ...fault }));
