import { defineEntity, p } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import { textArray } from '../../../platform/database/text-array.js';
import { type StoredFile, storedFileColumns } from '../uploads/stored-file.js';

const SignaturePageSchema = defineEntity({
  name: 'SignaturePage',
  schema: 'applications',
  tableName: 'signature_page',
  indexes: [{ properties: ['applicationId', 'sequence'] }],
  properties: {
    id: p.uuid().primary(),
    sequence: p.bigint('number').autoincrement().unique(),
    applicationId: p.uuid(),
    // number of the set that it was submitted in; null while it still can be deleted
    submission: p.integer().nullable(),
    ...storedFileColumns,
  },
});

/** One scanned page of the signed and stamped form (签字盖章页). Submitted in a set, it stays for ever. */
export class SignaturePage extends SignaturePageSchema.class {
  static of(applicationId: string, file: StoredFile): SignaturePage {
    return Object.assign(new SignaturePage(), { id: randomUUID(), applicationId, submission: null, ...file });
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
