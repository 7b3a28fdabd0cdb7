import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { textArray } from '../database/text-array.js';
import { Metrics } from '../observability/metrics.js';
import type { Invariant } from './invariant.js';

/** How many of the violating subjects are told; `violations` counts all of them. */
const MOST_TOLD = 20;
/** What was decided this long ago has reached every domain, unless it was lost or its consumers are down. */
const SETTLED_AFTER_MINUTES = 15;

export interface Outcome extends Pick<Invariant, 'code' | 'title' | 'subjectType'> {
  readonly violations: number;
  readonly subjectIds: readonly string[];
}

/** Looks for states that nothing should lead to: a mistake in the code, a lost event, a hand in the database. */
@Injectable()
export class CheckInvariants implements OnModuleInit {
  private readonly logger = new Logger(CheckInvariants.name);
  private readonly registered: Invariant[] = [];

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge(
      'platform_invariant_violations',
      'Subjects that violated an invariant when it was last looked at; anything but 0 wants a person',
      'invariant',
      async (tables) => {
        const rows = await tables.execute<{ code: string; violations: number }[]>(
          'select code, violations from platform.invariant_outcome where code = any(?::text[])',
          // what was given up, or is another process's, is not this one's to tell
          [textArray(this.registered.map(({ code }) => code))],
        );
        return Object.fromEntries(rows.map(({ code, violations }) => [code, violations]));
      },
    );
  }

  register(invariants: readonly Invariant[]): void {
    this.registered.push(...invariants);
  }

  /** The invariants of the domains that this process runs, by code. */
  get invariants(): readonly Invariant[] {
    return this.registered.toSorted((one, other) => one.code.localeCompare(other.code));
  }

  /** Looks at invariants, tells what is violated in the log, and keeps the outcome for the gauge and the route. */
  async run(em: EntityManager = this.em.fork(), invariants = this.invariants): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    const failures: unknown[] = [];
    for (const invariant of invariants) {
      // one that cannot be looked at keeps no other from being
      await this.look(em, invariant)
        .then((outcome) => outcomes.push(outcome))
        .catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} invariants could not be looked at`);
    return outcomes;
  }

  private async look(em: EntityManager, { code, title, subjectType, violations }: Invariant): Promise<Outcome> {
    const now = this.clock.now();
    const settled = new Date(now.getTime() - SETTLED_AFTER_MINUTES * 60_000);
    const parts = violations.split(':settled');
    const [found] = await em.execute<[{ violations: number; ids: string[] | null }]>(
      `with violating as (${parts.join('?::timestamptz')})
       select count(distinct id)::int as violations, (array_agg(distinct id::text))[1:${MOST_TOLD}] as ids from violating`,
      parts.slice(1).map(() => settled),
    );
    const outcome = { code, title, subjectType, violations: found.violations, subjectIds: found.ids ?? [] };
    await em.execute(
      `insert into platform.invariant_outcome (code, checked_at, violations, subject_ids) values (?, ?, ?, ?::text[])
       on conflict (code) do update set checked_at = excluded.checked_at, violations = excluded.violations,
         subject_ids = excluded.subject_ids`,
      [code, now, outcome.violations, textArray(outcome.subjectIds)],
    );
    if (outcome.violations > 0) {
      this.logger.error({ msg: 'an invariant is violated', invariant: code, ...found, subjectType });
    }
    return outcome;
  }
}
