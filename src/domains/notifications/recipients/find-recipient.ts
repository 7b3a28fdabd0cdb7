import type { EntityManager } from '@mikro-orm/postgresql';
import { Recipient } from './recipient.entity.js';

/** Where an account is reached; throws while the account is not known here yet, so that a consumer is called again later. */
export const findRecipient = (em: EntityManager, accountId: string): Promise<Recipient> =>
  em.findOneOrFail(
    Recipient,
    { accountId },
    { failHandler: () => new Error(`the account ${accountId} is not known yet`) },
  );
