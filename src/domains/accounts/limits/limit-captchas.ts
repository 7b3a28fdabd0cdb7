import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import { Settings } from '../../../platform/settings/settings.js';
import { TooManyCaptchas } from '../captchas/captcha.problems.js';
import { networkOf } from './network-of.js';

export const CAPTCHA_WINDOW_MILLISECONDS = 10 * 60 * 1000;

/**
 * Every request that only a person should make wants a captcha, so this one limit bounds them all. It is counted in the
 * database, which all replicas share.
 */
@Injectable()
export class LimitCaptchas {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Counts one captcha for the caller's address, at once and whatever becomes of the request; refuses with 429 beyond the limit. */
  async run(): Promise<void> {
    const network = networkOf(currentScope()?.ip);
    if (network === null) return;
    const now = this.clock.now().getTime();
    const windowStart = now - (now % CAPTCHA_WINDOW_MILLISECONDS);
    const [counted] = await this.em.fork().execute<{ count: number }[]>(
      `insert into accounts.address_count as counted (network, window_start, count) values (?, ?, 1)
       on conflict (network, window_start) do update set count = counted.count + 1 returning count`,
      [network, new Date(windowStart)],
    );
    if ((counted?.count ?? 0) <= this.settings.captchasPerAddress) return;
    throw new TooManyCaptchas({
      retryAfterSeconds: Math.ceil((windowStart + CAPTCHA_WINDOW_MILLISECONDS - now) / 1000),
    });
  }
}
