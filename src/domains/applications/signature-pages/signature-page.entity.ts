import { defineEntity, DeferMode, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { textArray } from '../../../platform/database/text-array.js';
import { type StoredFile, storedFileColumns } from '../uploads/stored-file.js';

const SignaturePageSchema = defineEntity({
  name: 'SignaturePage',
  schema: 'applications',
  tableName: 'signature_page',
  indexes: [{ properties: ['applicationId', 'sequence'] }],
  // checked once a statement: a new order deals the same numbers out anew
  uniques: [{ properties: ['sequence'], deferMode: DeferMode.INITIALLY_IMMEDIATE }],
  properties: {
    id: p.uuid().primary(),
    // a set is read in this order; a new page comes last
    sequence: p.bigint('number').autoincrement(),
    applicationId: p.uuid(),
    // number of the set that it was submitted in; null while it still can be deleted
    submission: p.integer().nullable(),
    // of the printed form, as the QR code on the scan says; null when none could be read
    formNumber: p.string().length(20).nullable(),
    ...storedFileColumns,
  },
});

/** One scanned page of the signed and stamped form (签字盖章页). Submitted in a set, it stays for ever. */
export class SignaturePage extends SignaturePageSchema.class {
  static of(applicationId: string, file: StoredFile, formNumber: string | null): SignaturePage {
    return Object.assign(new SignaturePage(), {
      id: randomUUID(),
      applicationId,
      submission: null,
      formNumber,
      ...file,
    });
  }

  /** Puts another scan in the place of this one. */
  replace(file: StoredFile, formNumber: string | null): void {
    Object.assign(this, { ...file, formNumber });
  }
}
SignaturePageSchema.setClass(SignaturePage);

/** How many pages wait to be submitted, by application; one without any is not in the map. */
export async function countDraftPages(
  em: EntityManager,
  applicationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await em.execute<{ application_id: string; pages: number }[]>(
    `select application_id, count(*)::int as pages from applications.signature_page
     where application_id = any(?::uuid[]) and submission is null group by application_id`,
    [textArray(applicationIds)],
  );
  return new Map(rows.map(({ application_id, pages }) => [application_id, pages]));
}

/** Where each page of an application stands in its set, from 1, by page. */
export async function findPositions(em: EntityManager, applicationId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await em.execute<{ id: string; position: number }[]>(
    `select id, (row_number() over (partition by submission order by sequence))::int as position
     from applications.signature_page where application_id = ?`,
    [applicationId],
  );
  return new Map(rows.map(({ id, position }) => [id, position]));
}
