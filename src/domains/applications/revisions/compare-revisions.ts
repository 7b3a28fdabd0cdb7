import type { AttachmentKind } from '../../recruitment/contracts/index.js';
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

export const fileChanges = ['added', 'removed'] as const;
export type FileChangeKind = (typeof fileChanges)[number];

/** A file that only one of two submissions has. */
export interface FileChange {
  readonly change: FileChangeKind;
  readonly kind: AttachmentKind;
  readonly attachmentId: string;
  readonly fileName: string;
}

/** What was submitted, as the comparison sees it. */
export interface Submitted {
  readonly form: FrozenForm;
  readonly attachments: readonly ComparedFile[];
  readonly planId: string;
  readonly sendingUnit: string;
}

export type ComparedFile = Pick<FrozenAttachment, 'id' | 'kind' | 'fileName' | 'sha256'>;

/** Every field that differs, in the order of the form; what was left empty counts as not there. */
export function compareRevisions(before: Submitted, after: Submitted): FieldChange[] {
  const [old, present] = [flatten(comparable(before)), flatten(comparable(after))];
  return [...new Set([...old.keys(), ...present.keys()])]
    .map((pointer) => ({ pointer, before: old.get(pointer) ?? null, after: present.get(pointer) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** Every file that was added or taken away, by kind and content: one that was only renamed or moved is neither. */
export function compareFiles(before: Submitted, after: Submitted): FileChange[] {
  return [
    ...without(before.attachments, after.attachments).map(told('removed')),
    ...without(after.attachments, before.attachments).map(told('added')),
  ];
}

/** Those of `files` that have no counterpart among `others`; of two alike each counts for one. */
function without(files: readonly ComparedFile[], others: readonly ComparedFile[]): ComparedFile[] {
  const unmatched = [...others];
  return files.filter(({ kind, sha256 }) => {
    const at = unmatched.findIndex((other) => other.kind === kind && other.sha256 === sha256);
    if (at >= 0) unmatched.splice(at, 1);
    return at < 0;
  });
}

const told =
  (change: FileChangeKind) =>
  ({ kind, id, fileName }: ComparedFile): FileChange => ({ change, kind, attachmentId: id, fileName });

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
