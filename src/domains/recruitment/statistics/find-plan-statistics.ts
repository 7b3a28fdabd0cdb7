import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Specialty } from '../contracts/index.js';
import type { PlanStatisticsItem, PlanStatisticsQuery, PlanStatisticsView } from './plan-statistics.dto.js';

type Row = Omit<PlanStatisticsItem, 'base' | 'batch'> & {
  baseId: string;
  baseName: string;
  batchId: string;
  batchName: string;
  specialty: Specialty;
};

@Injectable()
export class FindPlanStatistics {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** One row a plan, read from kept counts in one statement, so that quota and counts are of the same moment. */
  async run({ batchId, baseId }: PlanStatisticsQuery): Promise<PlanStatisticsView> {
    const rows = await this.em.execute<Row[]>(
      `select plan.id as "planId", base.id as "baseId", base.name as "baseName", batch.id as "batchId",
         batch.name as "batchName", plan.specialty, plan.quota, counted.submitted,
         counted.first_review_passed as "firstReviewPassed", counted.second_review_passed as "secondReviewPassed",
         counted.publicized, counted.admitted, greatest(plan.quota - counted.publicized, 0) as remaining
       from recruitment.plan
       join recruitment.training_base as base on base.id = plan.base_id
       join recruitment.batch on batch.id = plan.batch_id
       join recruitment.plan_statistics as counted on counted.plan_id = plan.id
       where plan.status <> 'draft' and plan.batch_id = coalesce(?::uuid, plan.batch_id)
         and plan.base_id = coalesce(?::uuid, plan.base_id)
       order by batch.opens_at desc, batch.id, base.name, plan.specialty`,
      [batchId ?? null, baseId ?? null],
    );
    return {
      items: rows.map(({ baseId, baseName, batchId, batchName, ...counts }) => ({
        ...counts,
        base: { id: baseId, name: baseName },
        batch: { id: batchId, name: batchName },
      })),
      asOf: this.clock.now().toISOString(),
    };
  }
}
