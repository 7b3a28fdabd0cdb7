import type { FrozenForm } from './frozen-form.js';
import type { FrozenAttachment } from './revision.entity.js';

export type FieldValue = string | number | boolean | null;

/** One field that differs between two submissions; null where it was not there. */
export interface FieldChange {
  /** JSON pointer: `/education/0/school`, `/attachments/photo/0/sha256`. */
  readonly pointer: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** What was submitted, as the comparison sees it. */
export interface Submitted {
  readonly form: FrozenForm;
  readonly attachments: readonly FrozenAttachment[];
  readonly planId: string;
  readonly sendingUnit: string;
}

/** Every field that differs, in the order of the form; what was left empty counts as not there. */
export function compareRevisions(before: Submitted, after: Submitted): FieldChange[] {
  const [old, present] = [flatten(comparable(before)), flatten(comparable(after))];
  return [...new Set([...old.keys(), ...present.keys()])]
    .map((pointer) => ({ pointer, before: old.get(pointer) ?? null, after: present.get(pointer) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Attachments by kind, told apart by their content: the same file uploaded again is no change. */
function comparable({ form, attachments, planId, sendingUnit }: Submitted): object {
  const files: Record<string, object[]> = {};
  for (const { kind, fileName, sha256 } of attachments) (files[kind] ??= []).push({ fileName, sha256 });
  return { planId, sendingUnit, ...form, attachments: files };
}

function flatten(value: unknown, pointer = ''): Map<string, FieldValue> {
  if (value === undefined || value === null || value === '') return new Map();
  if (typeof value !== 'object') return new Map([[pointer, value as FieldValue]]);
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...flatten(inner, `${pointer}/${name}`)]));
}
