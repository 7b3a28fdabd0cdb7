import type { EntityManager } from '@mikro-orm/postgresql';
import { textArray } from '../../../platform/database/text-array.js';
import { newestEvents } from '../../../platform/events/past-events.js';
import { ApplicationStatusChanged, finalStatuses } from '../../applications/contracts/index.js';

/** Whether an application of somebody's is under way, by all that was ever told of it: approvals are rare, so that nothing is kept for them. */
export async function isApplying(em: EntityManager, accountId: string): Promise<boolean> {
  const underWay = await em.execute<object[]>(
    `select aggregate_id from (${newestEvents(ApplicationStatusChanged)}) told
     where payload ->> 'traineeId' = ? and payload ->> 'to' <> all(?::text[]) limit 1`,
    [accountId, textArray(finalStatuses)],
  );
  return underWay.length > 0;
}
