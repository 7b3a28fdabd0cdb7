import { raw } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ReviewCase } from '../cases/review-case.entity.js';
import { undecided } from '../queue/queue-filters.js';

/** What waits at one base, or at several. */
export interface Due {
  readonly overdue: number;
  readonly dueSoon: number;
  readonly oldest: Date;
}

/** By base, where there is anything: what was submitted before these moments is late, or soon will be. */
export async function findDue(
  em: EntityManager,
  { overdue, dueSoon }: Record<'overdue' | 'dueSoon', Date>,
): Promise<ReadonlyMap<string, Due>> {
  const rows = await em
    .createQueryBuilder(ReviewCase, 'c')
    .select([
      raw('c.base_id as "baseId"'),
      raw('(count(*) filter (where c.submitted_at < ?))::int as overdue', [overdue]),
      raw('(count(*) filter (where c.submitted_at >= ?))::int as "dueSoon"', [overdue]),
      raw('min(c.submitted_at) as oldest'),
    ])
    .where({ $and: [undecided, { submittedAt: { $lt: dueSoon } }] })
    .groupBy('baseId')
    .execute<(Due & { baseId: string })[]>('all', false);
  return new Map(rows.map(({ baseId, oldest, ...due }) => [baseId, { ...due, oldest: new Date(oldest) }]));
}

/** Of several bases together; there is at least one. */
export const sumOf = (due: readonly Due[]): Due => ({
  overdue: due.reduce((sum, { overdue }) => sum + overdue, 0),
  dueSoon: due.reduce((sum, { dueSoon }) => sum + dueSoon, 0),
  oldest: new Date(Math.min(...due.map(({ oldest }) => oldest.getTime()))),
});
