import type { Form } from '../personal-info/form-sections.js';
import type { ComparedFile } from '../revisions/compare-revisions.js';

/** A form with its files: what was reviewed, or what the trainee has made of it since. */
export interface FormWithFiles {
  readonly form: Form;
  readonly attachments: readonly ComparedFile[];
}

const sections = ['basic', 'contact', 'education', 'work', 'training', 'statement'] as const;

/**
 * Whether what a finding names is another than it was when it was reviewed: the field, the entry or the whole section
 * that a JSON pointer leads to, of files their content. Null for what is not of the form, such as the sending unit.
 */
export function isMended(pointer: string, reviewed: FormWithFiles, present: FormWithFiles): boolean | null {
  const path = pointer.split('/').slice(1);
  if (path[0] === 'attachments') return !sameAt(path.slice(1), hashesByKind(reviewed), hashesByKind(present));
  if (!sections.some((section) => section === path[0])) return null;
  return !sameAt(path, reviewed.form, present.form);
}

/** By kind and without order: to move a file is not to mend it. */
function hashesByKind({ attachments }: FormWithFiles): object {
  const kinds = Object.groupBy(attachments, ({ kind }) => kind);
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, files]) => [kind, files.map(({ sha256 }) => sha256).toSorted()]),
  );
}

const sameAt = (path: readonly string[], one: unknown, other: unknown): boolean =>
  canonical(valueAt(path, one)) === canonical(valueAt(path, other));

const valueAt = (path: readonly string[], value: unknown): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );

/** The same text for the same content: empty and missing are alike, the order of members does not count. */
function canonical(value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value).flatMap(([name, inner]) => {
    const text = canonical(inner);
    return text === '' ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.toSorted().join()}}`;
}
