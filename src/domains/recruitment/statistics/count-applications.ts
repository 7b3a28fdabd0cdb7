import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { textArray } from '../../../platform/database/text-array.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { milestones } from './milestones.js';

/** Keeps the statistics of plans. */
@Injectable()
export class CountApplications {
  /**
   * Moves one application from where it stood to where it stands, in one statement: its row's lock makes two events of
   * it take turns, and one that is not newer than what was counted changes nothing. The event's own `from` and
   * `previousPlanId` are not asked, since the event before it may not have come yet. Two applications that change places
   * between the same two plans at one moment may deadlock: the queue tries the loser again.
   */
  @Consumes(ApplicationStatusChanged, 'recruitment.plan-statistics')
  async count(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    await em.execute(
      `with moved as (
         insert into recruitment.application_standing as standing (application_id, plan_id, status, version)
         values (?, ?, ?, ?)
         on conflict (application_id) do update
           set plan_id = excluded.plan_id, status = excluded.status, version = excluded.version
           where standing.version < excluded.version
         returning old.plan_id as left_plan, old.status as left_status, new.plan_id as plan, new.status as status
       ), change as (
         select left_plan as plan_id, left_status as status, -1 as by from moved where left_plan is not null
         union all
         select plan, status, 1 from moved
       ), delta as (
         select plan_id,
           coalesce(sum(by) filter (where status = any(?::text[])), 0) as submitted,
           coalesce(sum(by) filter (where status = any(?::text[])), 0) as first_review_passed,
           coalesce(sum(by) filter (where status = any(?::text[])), 0) as second_review_passed,
           coalesce(sum(by) filter (where status = any(?::text[])), 0) as publicized,
           coalesce(sum(by) filter (where status = any(?::text[])), 0) as admitted
         from change group by plan_id
       )
       update recruitment.plan_statistics as statistics set
         submitted = statistics.submitted + delta.submitted,
         first_review_passed = statistics.first_review_passed + delta.first_review_passed,
         second_review_passed = statistics.second_review_passed + delta.second_review_passed,
         publicized = statistics.publicized + delta.publicized,
         admitted = statistics.admitted + delta.admitted
       from delta where statistics.plan_id = delta.plan_id`,
      [
        event.aggregateId,
        event.planId,
        event.to,
        event.aggregateVersion,
        textArray(milestones.submitted),
        textArray(milestones.firstReviewPassed),
        textArray(milestones.secondReviewPassed),
        textArray(milestones.publicized),
        textArray(milestones.admitted),
      ],
    );
  }
}
