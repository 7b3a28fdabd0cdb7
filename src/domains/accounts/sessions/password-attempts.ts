import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import { Settings } from '../../../platform/settings/settings.js';
import { networkOf } from '../limits/network-of.js';
import { FailedSignIn } from './failed-sign-in.entity.js';
import { AccountLocked, TooManyFailures } from './session.problems.js';

export const MAX_FAILURES = 5;
const WINDOW_MILLISECONDS = 15 * 60 * 1000;

/**
 * Counts passwords that are tried, and locks for 15 minutes after 5 failures within 15 minutes. An attempt counts as
 * failed from before the password is looked at until it is found right, so that many at once get no more than five.
 */
@Injectable()
export class PasswordAttempts {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Counts an attempt and returns how many are left after it; refuses with 423 while locked, with 429 an address that
   * has tried too many accounts. Committed at once.
   */
  async begin(subject: string): Promise<number> {
    const now = this.clock.now();
    const network = networkOf(currentScope()?.ip);
    return this.em.fork().transactional(async (em) => {
      if (network !== null) await this.requireWithinLimit(em, network, now);
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 7203321))', [subject]);
      const before = await em.find(FailedSignIn, { subject }, { orderBy: { failedAt: 'desc' }, limit: MAX_FAILURES });
      refuseWhileLocked(before, now);
      em.create(FailedSignIn, { id: randomUUID(), subject, network, failedAt: now });
      const since = now.getTime() - WINDOW_MILLISECONDS;
      return MAX_FAILURES - 1 - before.filter(({ failedAt }) => failedAt.getTime() > since).length;
    });
  }

  /** The address first and always in this order, or two requests could wait for each other. */
  private async requireWithinLimit(em: EntityManager, network: string, now: Date): Promise<void> {
    await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 7203322))', [network]);
    const most = this.settings.failedSignInsPerAddress;
    const [oldest] = await em.find(
      FailedSignIn,
      { network, failedAt: { $gt: new Date(now.getTime() - WINDOW_MILLISECONDS) } },
      { orderBy: { failedAt: 'desc' }, limit: 1, offset: most - 1 },
    );
    if (!oldest) return;
    const left = oldest.failedAt.getTime() + WINDOW_MILLISECONDS - now.getTime();
    throw new TooManyFailures({ retryAfterSeconds: Math.ceil(left / 1000) });
  }

  /** Forgets the failures of a subject that has shown the right password. */
  async succeed(em: EntityManager, subject: string): Promise<void> {
    await em.nativeDelete(FailedSignIn, { subject });
  }

  /** What the last failure before the lock is told, as is everybody who comes while it lasts. */
  locked(): Error {
    return lockedFor(WINDOW_MILLISECONDS);
  }
}

function refuseWhileLocked(newestFirst: readonly FailedSignIn[], now: Date): void {
  const newest = newestFirst[0]?.failedAt.getTime();
  const fifth = newestFirst[MAX_FAILURES - 1]?.failedAt.getTime();
  if (newest === undefined || fifth === undefined || newest - fifth >= WINDOW_MILLISECONDS) return;
  const left = newest + WINDOW_MILLISECONDS - now.getTime();
  if (left > 0) throw lockedFor(left);
}

function lockedFor(milliseconds: number): Error {
  const minutes = Math.ceil(milliseconds / 60_000);
  return new AccountLocked({
    detail: { zh: `请 ${minutes} 分钟后再试`, en: `Try again in ${minutes} minutes` },
    retryAfterSeconds: Math.ceil(milliseconds / 1000),
  });
}
