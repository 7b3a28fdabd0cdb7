import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { markEvents, newestEvents } from '../../../platform/events/past-events.js';
import { ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { countColumns, countsOfStandings } from './milestones.js';

const read = (since?: string): string => `
  insert into told as told
  select newest.aggregate_id, plan.id, newest.payload->>'to', newest.aggregate_version
  from (${newestEvents(ApplicationStatusChanged, since)}) as newest
  join recruitment.plan on plan.id = (newest.payload->>'planId')::uuid
  on conflict (application_id) do update set plan_id = excluded.plan_id, status = excluded.status, version = excluded.version
  where told.version < excluded.version`;

const TOLD = `create temporary table told (application_id uuid primary key, plan_id uuid, status text, version int)
  on commit drop`;
const LOCK = 'lock table recruitment.application_standing, recruitment.plan_statistics in share row exclusive mode';

const columns = (table: string): string => countColumns.map((column) => `${table}.${column}`).join(', ');

const CORRECT = `
  with counted as (
    select plan_id, ${countsOfStandings}
    from recruitment.plan_statistics left join recruitment.application_standing using (plan_id) group by plan_id
  )
  update recruitment.plan_statistics as kept
  set ${countColumns.map((column) => `${column} = counted.${column}`).join(', ')}, changes = kept.changes + 1
  from counted where counted.plan_id = kept.plan_id and (${columns('kept')}) is distinct from (${columns('counted')})
  returning kept.plan_id as "planId"`;

export interface Rebuilt {
  readonly applications: number;
  /** Those whose figures were not what the events say. */
  readonly correctedPlans: number;
}

/** Counts the statistics anew from all events that were ever published, while new ones go on coming. */
@Injectable()
export class RebuildStatistics {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /**
   * The long reading happens before anything is locked. Then consumers wait while what was published meanwhile is read
   * as well and all is put in place. An event that commits later still is counted by its consumer, as any other; one
   * that was read here and reaches its consumer afterwards is no newer, and changes nothing.
   */
  async run(): Promise<Rebuilt> {
    return this.em.transactional(async (em) => {
      const mark = await markEvents(em);
      await em.execute(TOLD);
      await em.execute(read());
      await em.execute(LOCK);
      await em.execute(read(mark));
      await this.replaceStandings(em);
      const [{ applications }] = await em.execute<[{ applications: number }]>(
        'select count(*)::int as applications from recruitment.application_standing',
      );
      const corrected = await em.execute<{ planId: string }[]>(CORRECT);
      recordAudit(em, 'platform', {
        action: 'rebuild-statistics',
        subjectType: 'plan-statistics',
        subjectId: 'all',
        at: this.clock.now(),
        facts: { applications, correctedPlans: corrected.map(({ planId }) => planId) },
      });
      return { applications, correctedPlans: corrected.length };
    });
  }

  private async replaceStandings(em: EntityManager): Promise<void> {
    await em.execute(
      `delete from recruitment.application_standing as standing
       where not exists (select from told where told.application_id = standing.application_id)`,
    );
    await em.execute(
      `insert into recruitment.application_standing as standing (application_id, plan_id, status, version)
       select application_id, plan_id, status, version from told
       on conflict (application_id) do update
       set plan_id = excluded.plan_id, status = excluded.status, version = excluded.version
       where (standing.plan_id, standing.status, standing.version)
         is distinct from (excluded.plan_id, excluded.status, excluded.version)`,
    );
  }
}
