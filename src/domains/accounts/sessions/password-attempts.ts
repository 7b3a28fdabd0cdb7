import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import type { Problem, ProblemClass, ProblemDetails } from '../../../platform/problems/problem.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import { Settings } from '../../../platform/settings/settings.js';
import { networkOf } from '../limits/network-of.js';
import { FailedSignIn } from './failed-sign-in.entity.js';
import { AccountLocked, TooManyFailures } from './session.problems.js';

export const MAX_FAILURES = 5;
const WINDOW_MILLISECONDS = 15 * 60 * 1000;

/** A password, or a password with a code, that is tried. */
export interface Attempt {
  readonly id: string;
  /** How many are left after it before the lock. */
  readonly triesLeft: number;
}

/**
 * Counts passwords and codes that are tried, and locks for 15 minutes after 5 failures within 15 minutes. An attempt counts as
 * failed from before it is looked at until all of it is found right, so that many at once get no more than five.
 */
@Injectable()
export class PasswordAttempts {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Counts an attempt; refuses with 423 while locked, with 429 an address that
   * has tried too many accounts. Committed at once.
   */
  async begin(subject: string): Promise<Attempt> {
    const now = this.clock.now();
    const network = networkOf(currentScope()?.ip);
    return this.em.fork().transactional(async (em) => {
      if (network !== null) await this.requireWithinLimit(em, network, now);
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 7203321))', [subject]);
      const before = await em.find(FailedSignIn, { subject }, { orderBy: { failedAt: 'desc' }, limit: MAX_FAILURES });
      refuseWhileLocked(before, now);
      const { id } = em.create(FailedSignIn, { id: randomUUID(), subject, network, failedAt: now });
      const since = now.getTime() - WINDOW_MILLISECONDS;
      const failures = before.filter(({ failedAt }) => failedAt.getTime() > since).length;
      return { id, triesLeft: MAX_FAILURES - 1 - failures };
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

  /** Forgets the failures of a subject that has shown all that it was asked for. */
  async succeed(em: EntityManager, subject: string): Promise<void> {
    await em.nativeDelete(FailedSignIn, { subject });
  }

  /**
   * Takes back an attempt that was right as far as it went. The failures before it stay: a password alone must not set
   * free the codes that were guessed beside it.
   */
  async withdraw({ id }: Attempt): Promise<void> {
    await this.em.fork().nativeDelete(FailedSignIn, { id });
  }

  /** What a failed attempt is told: how many tries are left or, after the last, the lock, as everybody who comes while it lasts. */
  refusal({ triesLeft }: Attempt, Wrong: ProblemClass, details: ProblemDetails = {}): Problem {
    return triesLeft === 0 ? lockedFor(WINDOW_MILLISECONDS) : new Wrong({ ...details, members: { triesLeft } });
  }
}

function refuseWhileLocked(newestFirst: readonly FailedSignIn[], now: Date): void {
  const newest = newestFirst[0]?.failedAt.getTime();
  const fifth = newestFirst[MAX_FAILURES - 1]?.failedAt.getTime();
  if (newest === undefined || fifth === undefined || newest - fifth >= WINDOW_MILLISECONDS) return;
  const left = newest + WINDOW_MILLISECONDS - now.getTime();
  if (left > 0) throw lockedFor(left);
}

function lockedFor(milliseconds: number): Problem {
  const minutes = Math.ceil(milliseconds / 60_000);
  return new AccountLocked({
    detail: { zh: `请 ${minutes} 分钟后再试`, en: `Try again in ${minutes} minutes` },
    retryAfterSeconds: Math.ceil(milliseconds / 1000),
  });
}
