import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { PlanChanged } from '../../recruitment/contracts/index.js';

/** Keeps the names of bases and batches, a row a plan. */
@Injectable()
export class KnownPlans {
  @Consumes(PlanChanged, 'exams.known-plans')
  async keep(em: EntityManager, event: PlanChanged): Promise<void> {
    // one statement, so that two versions racing leave the higher one whichever commits first
    await em.execute(
      `insert into exams.known_plan (id, version, base_id, base_name, batch_id, batch_name, specialty, changed_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (id) do update set version = excluded.version, base_id = excluded.base_id,
         base_name = excluded.base_name, batch_id = excluded.batch_id, batch_name = excluded.batch_name,
         specialty = excluded.specialty, changed_at = excluded.changed_at
       where known_plan.version < excluded.version`,
      [
        event.aggregateId,
        event.aggregateVersion,
        event.baseId,
        event.baseName,
        event.batchId,
        event.batchName,
        event.specialty,
        new Date(event.occurredAt),
      ],
    );
  }
}
