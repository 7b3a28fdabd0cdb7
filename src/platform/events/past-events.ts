import type { EntityManager } from '@mikro-orm/postgresql';
import { type EventClass, wireIdentity } from './domain-event.js';

/**
 * A mark in the stream of events, for `newestEvents`: whatever a statement after this one does not see yet, since its
 * transaction had not ended, counts as published since the mark.
 */
export async function markEvents(em: EntityManager): Promise<string> {
  const [{ mark }] = await em.execute<[{ mark: string }]>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as mark',
  );
  return mark;
}

/**
 * SQL that gives the newest event of each aggregate, out of all that were ever published or of those since a mark:
 * `aggregate_id`, `aggregate_version`, `payload`, `occurred_at`. For what a consumer keeps, made anew from the beginning.
 */
export function newestEvents(event: EventClass, since?: string): string {
  if (since !== undefined && !/^\d+$/.test(since)) throw new Error('not a mark of markEvents');
  return `select distinct on (aggregate_id) aggregate_id, aggregate_version, payload, occurred_at
    from platform.outbox_message
    where name = '${wireIdentity(event).name}' ${since === undefined ? '' : `and transaction_id >= '${since}'::xid8`}
    order by aggregate_id, aggregate_version desc`;
}
