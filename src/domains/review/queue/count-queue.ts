import { raw } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { beginOfLastWorkingDays, endOfWorkingDays } from '../../../platform/calendar/working-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { BaseQueueView, QueueCountsQuery, QueueCountsView, QueueTally, WaitingView } from './queue.dto.js';
import { conditionsOf, undecided } from './queue-filters.js';
import { ReviewCase } from '../cases/review-case.entity.js';
import { findRules } from '../rules/review-rules.entity.js';

type Group = 'planId' | 'baseId';
type TallyOf<G extends Group> = QueueTally & Record<G, string> & { readonly oldest: Date | string };

/** `ReviewCase.holderAt` in SQL. */
const HELD = `(c.status = 'claimed' and c.claimed_until > ?)`;

/** What a queue holds by each of its filters: only what is not decided yet, so that a count costs the same every year. */
@Injectable()
export class CountQueue {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, query: QueueCountsQuery): Promise<QueueCountsView> {
    const { tallies } = await this.tally(caller, query, 'planId');
    const sum = (count: keyof QueueTally) => tallies.reduce((total, counts) => total + counts[count], 0);
    return {
      open: sum('open'),
      waiting: sum('waiting'),
      claimed: sum('claimed'),
      mine: sum('mine'),
      overdue: sum('overdue'),
      resubmitted: sum('resubmitted'),
      first: sum('first'),
      second: sum('second'),
      plans: tallies.map(({ planId, open }) => ({ planId, open })),
    };
  }

  /** What waits at which base, and for how long. */
  async byBase(caller: CallerIdentity, query: QueueCountsQuery): Promise<WaitingView> {
    const { tallies, limitWorkingDays } = await this.tally(caller, query, 'baseId');
    const items = tallies.map(({ oldest, ...tally }): BaseQueueView => {
      const oldestAt = new Date(oldest);
      return {
        ...tally,
        oldestSubmittedAt: oldestAt.toISOString(),
        oldestDueAt: endOfWorkingDays(oldestAt, limitWorkingDays).endsAt.toISOString(),
      };
    });
    return {
      limitWorkingDays,
      items: items.toSorted((one, other) => (one.oldestSubmittedAt < other.oldestSubmittedAt ? -1 : 1)),
    };
  }

  private async tally<G extends Group>(caller: CallerIdentity, query: QueueCountsQuery, group: G) {
    const now = this.clock.now();
    const rules = await findRules(this.em);
    const { limitWorkingDays } = rules;
    const counted = (name: keyof QueueTally, where: string, params: unknown[] = []) =>
      raw(`(count(*) filter (where ${where}))::int as "${name}"`, params);
    const tallies = await this.em
      .createQueryBuilder(ReviewCase, 'c')
      .select([
        raw(`c.${group === 'planId' ? 'plan_id' : 'base_id'} as "${group}"`),
        raw('min(c.submitted_at) as oldest'),
        counted('open', 'true'),
        counted('waiting', `not ${HELD}`, [now]),
        counted('claimed', HELD, [now]),
        counted('mine', `${HELD} and c.claimed_by = ?`, [now, caller.id]),
        counted('overdue', 'c.submitted_at < ?', [beginOfLastWorkingDays(now, limitWorkingDays)]),
        counted('resubmitted', 'c.resubmitted'),
        counted('first', `c.stage = 'first'`),
        counted('second', `c.stage = 'second'`),
      ])
      .where({ $and: [undecided, ...conditionsOf(caller, query, { now, rules })] })
      .groupBy(group)
      .orderBy({ [group]: 'asc' })
      .execute<TallyOf<G>[]>('all', false);
    return { tallies, limitWorkingDays };
  }
}
