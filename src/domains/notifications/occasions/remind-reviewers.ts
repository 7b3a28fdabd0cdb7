import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { chinaDate } from '../../../platform/calendar/working-days.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { ReviewsDue } from '../../review/contracts/index.js';
import { findRecipient } from '../recipients/find-recipient.js';
import { Notify } from './notify.js';

/** Tells reviewers what is late at their bases, and what soon will be. */
@Injectable()
export class RemindReviewers {
  constructor(private readonly notify: Notify) {}

  /** Throws while the account is not known here yet, and so is called again later. */
  @Consumes(ReviewsDue, 'notifications.reviews-due')
  async remind(em: EntityManager, event: ReviewsDue): Promise<void> {
    const { aggregateId: accountId, overdue, dueSoon, earliestDueAt } = event;
    const { phone, email } = await findRecipient(em, accountId);
    // a limit is the midnight after its last day
    const earliestDueOn = chinaDate(new Date(new Date(earliestDueAt).getTime() - 1));
    const values = { overdue: String(overdue), dueSoon: String(dueSoon), earliestDueOn };
    await this.notify.run(em, { occasion: 'staff.reviews-due', event, values, phone, email, accountId });
  }
}
