import type { EntityManager, QBFilterQuery } from '@mikro-orm/postgresql';
import type { QueueFilters } from './queue.dto.js';
import type { ReviewCase } from '../cases/review-case.entity.js';

/**
 * Between when the cases of the wanted plan or batch were submitted, as a condition beside the filter itself: the
 * database takes a batch for something that lies anywhere in time, and would read a list in the order of time from its
 * beginning, through all the batches before. Empty when neither is wanted, null when there are no such cases.
 */
export async function findSpan(
  em: EntityManager,
  { planId, batchId }: QueueFilters,
): Promise<QBFilterQuery<ReviewCase> | null> {
  const [column, id] = planId === undefined ? ['batch_id', batchId] : ['plan_id', planId];
  if (id === undefined) return {};
  // by a range and an order that begin with the id, which no other index than its own can serve
  const end = (direction: 'asc' | 'desc') =>
    `(select submitted_at from review.review_case where ${column} between ? and ?
      order by ${column} ${direction}, submitted_at ${direction} limit 1)`;
  const [span] = await em.execute<{ first: Date | null; last: Date | null }[]>(
    `select ${end('asc')} as first, ${end('desc')} as last`,
    [id, id, id, id],
  );
  return span?.first && span.last ? { submittedAt: { $gte: span.first, $lte: span.last } } : null;
}
