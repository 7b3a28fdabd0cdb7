import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { ListNotFound } from '../publicity.problems.js';
import { AdmissionList } from './admission-list.entity.js';

/** The list, locked to the end of the transaction; 404 for one of a base that the caller does not act for. */
export async function lockList(em: EntityManager, caller: CallerIdentity, id: string): Promise<AdmissionList> {
  const list = await em.findOne(AdmissionList, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!list || !caller.actsFor(list.baseId)) throw new ListNotFound();
  return list;
}
