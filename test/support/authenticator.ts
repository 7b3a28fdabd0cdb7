import { stepAt, totpCodeAt, WINDOW } from '../../src/domains/accounts/totp/totp-code.js';
import type { Clock } from '../../src/platform/clock/clock.js';

/** An application on somebody's phone that shows codes, by the platform's clock. */
export class Authenticator {
  private last = 0;

  constructor(
    readonly secret: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** The first code that counts now and was not asked for before; a clock that stands still gives three. */
  next(): string {
    this.last = Math.max(this.last + 1, stepAt(this.clock.now()) - WINDOW);
    return totpCodeAt(this.secret, this.last);
  }

  /** The code of so many steps from now, whether it was used or not. */
  at(steps: number): string {
    return totpCodeAt(this.secret, stepAt(this.clock.now()) + steps);
  }

  /** Six digits that are none of those that count now. */
  wrong(): string {
    const right = [-WINDOW, 0, WINDOW].map((steps) => this.at(steps));
    return ['000000', '000001', '000002', '000003'].find((code) => !right.includes(code)) ?? '';
  }
}
