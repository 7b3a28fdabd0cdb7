import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { FailedSignIn } from './failed-sign-in.entity.js';
import { AccountLocked } from './session.problems.js';

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
  ) {}

  /** Counts an attempt and returns how many are left after it; refuses with 423 while locked. Committed at once. */
  async begin(subject: string): Promise<number> {
    const now = this.clock.now();
    return this.em.fork().transactional(async (em) => {
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 7203321))', [subject]);
      const before = await em.find(FailedSignIn, { subject }, { orderBy: { failedAt: 'desc' }, limit: MAX_FAILURES });
      refuseWhileLocked(before, now);
      em.create(FailedSignIn, { id: randomUUID(), subject, failedAt: now });
      const since = now.getTime() - WINDOW_MILLISECONDS;
      return MAX_FAILURES - 1 - before.filter(({ failedAt }) => failedAt.getTime() > since).length;
    });
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
