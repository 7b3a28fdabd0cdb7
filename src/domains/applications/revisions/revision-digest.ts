import { createHash } from 'node:crypto';

/** What of a revision its digest stands for. */
export interface DigestedRevision {
  readonly id: string;
  readonly baseName: string;
  readonly batchName: string;
  readonly specialty: string;
  readonly sendingUnit: string;
  readonly attachments: readonly { readonly kind: string; readonly sha256: string }[];
}

/**
 * 校验码 of what was submitted: `3F2A-9C1B-77D0-4E21`, the first 64 bits of a SHA-256 over the form, the files' hashes and
 * the plan. The revision's random id is in it, so that nobody finds a form by guessing what it says.
 */
export function revisionDigest(revision: DigestedRevision, form: object): string {
  const { id, baseName, batchName, specialty, sendingUnit, attachments } = revision;
  const files = attachments.map(({ kind, sha256 }) => [kind, sha256]);
  const content = JSON.stringify([id, baseName, batchName, specialty, sendingUnit, form, files]);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16).toUpperCase();
  return hash.replace(/(.{4})(?=.)/g, '$1-');
}
