import type { ApplicationAction, ApplicationStatus } from '../../src/domains/applications/contracts/index.js';
import { type Action, actions, table } from '../support/application-table.js';

/** What the commands have tried so far. */
export class Tally {
  steps = 0;
  private readonly taken = new Map<string, number>();
  private readonly refused = new Map<ApplicationAction, Set<string>>();

  count(action: ApplicationAction, status: ApplicationStatus | 'none', refusal: string | null): void {
    this.steps += 1;
    const row = `${action} from ${status}`;
    if (refusal === null) this.taken.set(row, (this.taken.get(row) ?? 0) + 1);
    else this.refused.set(action, (this.refused.get(action) ?? new Set()).add(status));
  }

  /** The rows of the table that were never taken. */
  get untaken(): string[] {
    const rows = actions.flatMap((action) => table[action][0].map((from) => `${action} from ${from}`));
    return rows.filter((row) => !this.taken.has(row));
  }

  /** The actions that were never refused. */
  get unrefused(): Action[] {
    // the clock is refused nothing: it admits whoever is left
    return actions.filter((action) => action !== 'admit' && !this.refused.has(action));
  }

  report(): string {
    const taken = [...this.taken].sort().map(([row, times]) => `${row}: taken ×${times}\n`);
    const refused = [...this.refused].map(
      ([action, from]) => `${action}: refused from ${[...from].sort().join(', ')}\n`,
    );
    return `${this.steps} steps\n${[...taken, ...refused].join('')}`;
  }
}
