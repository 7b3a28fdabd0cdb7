import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Known, Versioned } from '../../../platform/http/conditional.js';
import type { PlanStatisticsQuery, PlanStatisticsView } from './plan-statistics.dto.js';
import { type CountedPlan, toPlanStatisticsView } from './plan-statistics-view.js';

// both grow with every change that shows, and neither ever shrinks: so does their sum over the plans
const VERSION = 'plan.announcement + counted.changes';

const SHOWN = `plan.status <> 'draft' and plan.batch_id = coalesce(?::uuid, plan.batch_id)
  and plan.base_id = coalesce(?::uuid, plan.base_id) and plan.specialty = coalesce(?, plan.specialty)`;

/** 报名情况统计, read from kept counts: what it costs depends on the plans, not on how many have applied. */
@Injectable()
export class FindPlanStatistics {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The version alone comes first: who `known` says has it already costs no more than that. */
  async run(query: PlanStatisticsQuery, known: Known): Promise<Versioned<PlanStatisticsView>> {
    const present = await this.version(query);
    if (known(present)) return { etag: present };
    // the version again, from the rows themselves: something may have changed between the two
    const rows = await this.rows(query);
    const etag = etagOf(
      rows.length,
      rows.reduce((total, { version }) => total + version, 0),
    );
    return { etag, view: toPlanStatisticsView(rows, this.clock.now()) };
  }

  private async version(query: PlanStatisticsQuery): Promise<string> {
    const [{ plans, version }] = await this.em.execute<[{ plans: string; version: string }]>(
      `select count(*) as plans, coalesce(sum(${VERSION}), 0) as version from recruitment.plan
       join recruitment.plan_statistics as counted on counted.plan_id = plan.id where ${SHOWN}`,
      parameters(query),
    );
    return etagOf(Number(plans), Number(version));
  }

  /** In one statement, so that quotas and counts are of the same moment. */
  private rows(query: PlanStatisticsQuery): Promise<CountedPlan[]> {
    return this.em.execute(
      `select plan.id as "planId", base.id as "baseId", base.name as "baseName", batch.id as "batchId",
         batch.name as "batchName", plan.specialty, plan.quota, counted.submitted,
         counted.first_review_passed as "firstReviewPassed", counted.second_review_passed as "secondReviewPassed",
         counted.publicized, counted.admitted, counted.withdrawn,
         greatest(plan.quota - counted.publicized, 0) as remaining, ${VERSION} as version
       from recruitment.plan
       join recruitment.training_base as base on base.id = plan.base_id
       join recruitment.batch on batch.id = plan.batch_id
       join recruitment.plan_statistics as counted on counted.plan_id = plan.id
       where ${SHOWN} order by batch.opens_at desc, batch.id, base.name, plan.specialty`,
      parameters(query),
    );
  }
}

const parameters = ({ batchId, baseId, specialty }: PlanStatisticsQuery) => [
  batchId ?? null,
  baseId ?? null,
  specialty ?? null,
];

/** Weak: what it tells apart are the figures and names, not the moment (`asOf`) at which they were read. */
const etagOf = (plans: number, version: number): string => `W/"${plans}-${version}"`;
