import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ErasureRequest } from './erasure-request.entity.js';
import { ErasureRequestNotFound } from './erasure.problems.js';

/** A request, locked until the transaction ends: of two decisions the second finds the first. */
export const lockErasureRequest = (em: EntityManager, id: string): Promise<ErasureRequest> =>
  em.findOneOrFail(
    ErasureRequest,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new ErasureRequestNotFound() },
  );
