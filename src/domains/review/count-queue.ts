import { raw } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../platform/access/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import type { QueueCountsQuery, QueueCountsView } from './queue.dto.js';
import { conditionsOf } from './queue-filters.js';
import { ReviewCase } from './review-case.entity.js';

type Counts = Omit<QueueCountsView, 'plans'>;
type CountsOfPlan = Counts & { readonly planId: string };

/** What a queue holds by each of its filters: only what is not decided yet, so that a count costs the same every year. */
@Injectable()
export class CountQueue {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, query: QueueCountsQuery): Promise<QueueCountsView> {
    const ofPlans = await this.countByPlan(caller, query);
    const sum = (count: keyof Counts) => ofPlans.reduce((total, counts) => total + counts[count], 0);
    return {
      open: sum('open'),
      waiting: sum('waiting'),
      claimed: sum('claimed'),
      mine: sum('mine'),
      resubmitted: sum('resubmitted'),
      first: sum('first'),
      second: sum('second'),
      plans: ofPlans.map(({ planId, open }) => ({ planId, open })),
    };
  }

  private countByPlan(caller: CallerIdentity, query: QueueCountsQuery): Promise<CountsOfPlan[]> {
    const now = this.clock.now();
    const open = { status: { $in: ['waiting', 'claimed'] as const } };
    const counted = (name: keyof Counts, where: string, params: unknown[] = []) =>
      raw(`(count(*) filter (where ${where}))::int as "${name}"`, params);
    return this.em
      .createQueryBuilder(ReviewCase, 'c')
      .select([
        raw('c.plan_id as "planId"'),
        counted('open', 'true'),
        counted('waiting', `not ${HELD}`, [now]),
        counted('claimed', HELD, [now]),
        counted('mine', `${HELD} and c.claimed_by = ?`, [now, caller.id]),
        counted('resubmitted', 'c.resubmitted'),
        counted('first', `c.stage = 'first'`),
        counted('second', `c.stage = 'second'`),
      ])
      .where({ $and: [open, ...conditionsOf(caller, query, now)] })
      .groupBy('planId')
      .orderBy({ planId: 'asc' })
      .execute<CountsOfPlan[]>('all', false);
  }
}

/** `ReviewCase.holderAt` in SQL. */
const HELD = `(c.status = 'claimed' and c.claimed_until > ?)`;
