import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from './clock/clock.js';
import { Job } from './jobs/job.js';

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;

/** Forgets what the platform keeps for a time only, once an hour. */
@Injectable()
export class Housekeeping {
  constructor(private readonly clock: Clock) {}

  @Job({ name: 'platform.forget-expired', cron: '17 * * * *' })
  async forgetExpired(em: EntityManager): Promise<void> {
    const now = this.clock.now();
    await em.execute('delete from platform.idempotency_key where created_at < ?', [new Date(now.getTime() - DAY)]);
    await em.execute('delete from platform.ended_session where forget_at < ?', [now]);
    // nobody of the staff stays signed in for as long as this without a request
    await em.execute('delete from platform.session_activity where last_request_at < ?', [
      new Date(now.getTime() - HOUR),
    ]);
  }
}
