import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { countColumns, differences, type Standing } from './milestones.js';

const MOVE = `
  insert into recruitment.application_standing as standing (application_id, plan_id, status, version)
  values (?, ?, ?, ?)
  on conflict (application_id) do update
    set plan_id = excluded.plan_id, status = excluded.status, version = excluded.version
    where standing.version < excluded.version
  returning old.plan_id as "planId", old.status`;

const ADD = `
  update recruitment.plan_statistics
  set ${countColumns.map((column) => `${column} = ${column} + ?`).join(', ')}, changes = changes + 1
  where plan_id = ?`;

/** Keeps the statistics of plans. */
@Injectable()
export class CountApplications {
  /**
   * Moves one application from where it stood to where it stands: its row's lock makes two events of it take turns, and
   * one that is not newer than what was counted changes nothing. The event's own `from` and `previousPlanId` are not
   * asked, since the event before it may not have come yet.
   *
   * Counting is a statement of its own: one that had waited for that lock would still see the counts from before, and
   * find a review passed by more than had submitted. Plans come in the order of their ids, so that applications that
   * change places between two of them do not wait for each other.
   */
  @Consumes(ApplicationStatusChanged, 'recruitment.plan-statistics')
  async count(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    const { aggregateId, aggregateVersion, planId, to: status } = event;
    const [left] = await em.execute<Standing[]>(MOVE, [aggregateId, planId, status, aggregateVersion]);
    if (!left) return;
    for (const difference of differences(left, { planId, status })) {
      await em.execute(ADD, [...difference.by, difference.planId]);
    }
  }
}
