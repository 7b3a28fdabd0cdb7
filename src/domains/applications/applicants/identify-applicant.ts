import type { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AccountNotReady } from './applicant.problems.js';
import { Applicant } from './applicant.entity.js';

/**
 * The trainee behind an account. A token may be minutes ahead of the event that tells of its account; then refused
 * with `applications.account-not-ready`, which the caller retries. So is one who was just forgotten.
 */
export const identifyApplicant = (em: EntityManager, id: string, lockMode?: LockMode): Promise<Applicant> =>
  em.findOneOrFail(
    Applicant,
    { id, name: { $ne: '' } },
    { lockMode, failHandler: () => new AccountNotReady({ retryAfterSeconds: 1 }) },
  );
