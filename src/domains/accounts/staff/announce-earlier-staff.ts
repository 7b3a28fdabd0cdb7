import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { newestEvents } from '../../../platform/events/past-events.js';
import { Job } from '../../../platform/jobs/job.js';
import { StaffAccountChanged } from '../contracts/index.js';
import { announceStaffAccount } from './announce-staff-account.js';
import { StaffAccounts } from './staff-accounts.js';

/**
 * Tells of members of staff whose accounts are older than the event, or than all of what it tells: the other domains
 * would neither remind them nor know whom they may not review.
 */
@Injectable()
export class AnnounceEarlierStaff {
  constructor(
    private readonly clock: Clock,
    private readonly staffAccounts: StaffAccounts,
  ) {}

  @Job({ name: 'accounts.announce-earlier-staff', cron: '*/5 * * * *' })
  async run(em: EntityManager): Promise<void> {
    for (const id of await findUntold(em)) await em.fork().transactional((tx) => this.announce(tx, id));
  }

  private async announce(em: EntityManager, id: string): Promise<void> {
    const account = await this.staffAccounts.hold(em, id);
    // another run, or a change of the account, was faster
    if (!(await findUntold(em)).includes(id)) return;
    // who has heard of this version listens to the next one only
    await em.execute('update accounts.account set version = version + 1 where id = ?', [id]);
    announceStaffAccount(em, await em.refreshOrFail(account), this.clock.now());
  }
}

/** `active` is the newest of what is told. */
async function findUntold(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select account.id from accounts.account
     left join (${newestEvents(StaffAccountChanged)}) told on told.aggregate_id = account.id
     where account.kind = 'staff' and not coalesce(jsonb_exists(told.payload, 'active'), false) order by account.id`,
  );
  return rows.map(({ id }) => id);
}
