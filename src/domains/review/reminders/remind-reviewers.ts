import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import {
  beginOfLastWorkingDays,
  chinaDate,
  chinaHour,
  endOfWorkingDays,
  isWorkingDayAt,
} from '../../../platform/calendar/working-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { textArray } from '../../../platform/database/text-array.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { Job } from '../../../platform/jobs/job.js';
import { ReviewsDue } from '../contracts/index.js';
import { findRules } from '../rules/review-rules.entity.js';
import { type Due, findDue, sumOf } from './find-due.js';

/** From when on, in China, people are reminded; a day whose morning nothing ran is caught up on later. */
const FROM_HOUR = 9;

/** Reminds the reviewers of each base, once on a working day, of what is late and of what soon will be; decides nothing. */
@Injectable()
export class RemindReviewers {
  constructor(private readonly clock: Clock) {}

  @Job({ name: 'review.remind-reviewers', cron: '*/15 * * * *' })
  async run(em: EntityManager): Promise<void> {
    const now = this.clock.now();
    if (!isWorkingDayAt(now) || chinaHour(now) < FROM_HOUR) return;
    await em.transactional(async (tx) => {
      const { limitWorkingDays, remindWorkingDays } = await findRules(tx);
      const soon = endOfWorkingDays(now, remindWorkingDays).endsAt;
      const limits = {
        overdue: beginOfLastWorkingDays(now, limitWorkingDays),
        dueSoon: beginOfLastWorkingDays(soon, limitWorkingDays),
      };
      const dueOf = await findDue(tx, limits);
      for (const { accountId, baseIds } of await takeTurns(tx, [...dueOf.keys()], now)) {
        const due = baseIds.map((baseId) => dueOf.get(baseId)).filter((one) => one !== undefined);
        this.remind(tx, accountId, sumOf(due), limitWorkingDays);
      }
    });
  }

  private remind(em: EntityManager, accountId: string, { overdue, dueSoon, oldest }: Due, limit: number): void {
    const now = this.clock.now();
    recordEvent(em, ReviewsDue, {
      aggregateId: accountId,
      aggregateVersion: Number(chinaDate(now).replaceAll('-', '')),
      occurredAt: now.toISOString(),
      ...{ overdue, dueSoon },
      earliestDueAt: endOfWorkingDays(oldest, limit).endsAt.toISOString(),
    });
    const told = { subjectType: 'account', subjectId: accountId, at: now, facts: { overdue, dueSoon } };
    recordAudit(em, 'platform', { action: 'remind-reviewer', ...told });
  }
}

/** Who reviews for any of the bases and was not reminded on this day yet: now they were, however many processes ask. */
const takeTurns = (em: EntityManager, baseIds: string[], now: Date) =>
  em.execute<{ accountId: string; baseIds: string[] }[]>(
    `update review.reviewer set reminded_on = ?::date
     where base_ids && ?::uuid[] and (reminded_on is null or reminded_on < ?::date)
     returning account_id as "accountId", base_ids as "baseIds"`,
    [chinaDate(now), textArray(baseIds), chinaDate(now)],
  );
