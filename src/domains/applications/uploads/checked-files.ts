import type { EntityManager } from '@mikro-orm/postgresql';
import type { FileStatus } from './stored-file.js';

/** The tables whose rows stand for files, and what says that a row stands in a submission. */
export const fileTables = [
  {
    noun: 'attachment',
    submitted: `exists (select from applications.application p join applications.revision r on r.application_id = p.id
      where p.trainee_id = f.trainee_id and r.attachments @> jsonb_build_array(jsonb_build_object('id', f.id)))`,
  },
  { noun: 'signature_page', submitted: 'f.submission is not null' },
] as const;

export type FileTable = (typeof fileTables)[number];

/** A row and what its object should be. */
export interface CheckedFile {
  readonly id: string;
  readonly noun: FileTable['noun'];
  readonly objectKey: string;
  readonly thumbnailKey: string | null;
  readonly size: number;
  readonly sha256: string;
  readonly status: FileStatus;
  readonly wasChecked: boolean;
  readonly isSubmitted: boolean;
}

/** What was found of it; a thumbnail that is gone is not named any more. */
export type Found = Pick<CheckedFile, 'status' | 'thumbnailKey'>;

/** Which files: those never looked at, or those of a status that were last looked at before an instant. */
export type Due =
  { readonly unchecked: true } | { readonly unchecked?: undefined; readonly before: Date; readonly status: FileStatus };

/** Files to look at, the longest waiting first. */
export function dueFiles(em: EntityManager, { noun, submitted }: FileTable, due: Due, most: number) {
  const [where, params] = due.unchecked
    ? ['f.checked_at is null', []]
    : ['f.checked_at < ? and f.status = ?', [due.before, due.status]];
  return em.execute<CheckedFile[]>(
    `select id, '${noun}' as noun, object_key as "objectKey", thumbnail_key as "thumbnailKey", size, sha256, status,
            checked_at is not null as "wasChecked", ${submitted} as "isSubmitted"
     from applications.${noun} f where ${where} order by f.checked_at, f.uploaded_at limit ${most}`,
    params,
  );
}

/** Notes what was found of a file; whether the row still stands for it and nobody noted something else meanwhile. */
export async function markFile(em: EntityManager, file: CheckedFile, found: Found, at: Date): Promise<boolean> {
  const marked = await em.execute<object[]>(
    `update applications.${file.noun} set status = ?, thumbnail_key = ?, checked_at = ?
     where id = ? and object_key = ? and status = ? returning id`,
    [found.status, found.thumbnailKey, at, file.id, file.objectKey, file.status],
  );
  return marked.length > 0;
}

/** How many files can't be served, by status and by whether they stand in a submission. */
export async function countUnavailable(em: EntityManager): Promise<Record<string, number>> {
  const figures = { lost: 0, quarantined: 0, lost_in_submission: 0, quarantined_in_submission: 0 };
  for (const { noun, submitted } of fileTables) {
    const rows = await em.execute<{ status: 'lost' | 'quarantined'; submitted: boolean; files: number }[]>(
      `select status, submitted, count(*)::int as files
       from (select status, ${submitted} as submitted from applications.${noun} f where status <> 'kept') found
       group by status, submitted`,
    );
    for (const { status, submitted: isSubmitted, files } of rows) {
      figures[isSubmitted ? (`${status}_in_submission` as const) : status] += files;
    }
  }
  return figures;
}
