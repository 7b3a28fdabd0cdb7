import type { EntityManager } from '@mikro-orm/postgresql';
import { ERASED_NAME } from '../../../platform/encryption/mask.js';
import { AccountContact } from './account-contact.entity.js';
import { Applicant } from './applicant.entity.js';

/** Leaves rows that hold nothing: what an older event tells of the account, however late, is not kept again. */
export async function eraseApplicant(em: EntityManager, accountId: string, version: number): Promise<void> {
  await em.upsert(Applicant, { id: accountId, name: '', maskedName: ERASED_NAME, idNumber: '' });
  await em.upsert(
    AccountContact,
    { accountId, phone: '', email: null, version },
    { onConflictWhere: { version: { $lt: version } } },
  );
}
