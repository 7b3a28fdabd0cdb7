import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page } from '../../../platform/http/page.js';
import { PlanNotFound } from './plan.problems.js';
import { toManagedPlanView, toManagedPlanViews, toPlanViews } from './plan-views.js';
import type { ManagedPlanQuery, ManagedPlanView, PlanQuery, PlanView } from './plans.dto.js';
import { RecruitmentPlan } from './recruitment-plan.entity.js';

@Injectable()
export class FindPlans {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** What everybody sees: drafts never, closed plans still, since those who applied want to find theirs. */
  async list(query: PlanQuery): Promise<Page<PlanView>> {
    const now = this.clock.now();
    const accepting = acceptingAt(now);
    const page = await this.page(query, {
      $and: [
        { status: { $ne: 'draft' } },
        ...(query.open === undefined ? [] : [query.open ? accepting : { $not: accepting }]),
      ],
    });
    return { ...page, items: await toPlanViews(this.em, page.items, now) };
  }

  async one(id: string): Promise<PlanView> {
    const plan = await this.em.findOneOrFail(
      RecruitmentPlan,
      { id, status: { $ne: 'draft' } },
      { failHandler: () => new PlanNotFound() },
    );
    const [view] = await toPlanViews(this.em, [plan], this.clock.now());
    return view as PlanView;
  }

  async managedList(query: ManagedPlanQuery): Promise<Page<ManagedPlanView>> {
    const page = await this.page(query, query.status === undefined ? {} : { status: query.status });
    return { ...page, items: await toManagedPlanViews(this.em, page.items, this.clock.now()) };
  }

  async managedOne(id: string): Promise<ManagedPlanView> {
    const plan = await this.em.findOneOrFail(RecruitmentPlan, { id }, { failHandler: () => new PlanNotFound() });
    return toManagedPlanView(this.em, plan, this.clock.now());
  }

  private async page(
    query: PlanQuery | ManagedPlanQuery,
    where: FilterQuery<RecruitmentPlan>,
  ): Promise<Page<RecruitmentPlan>> {
    const { batchId, baseId, specialty } = query;
    const filters: FilterQuery<RecruitmentPlan>[] = [
      where,
      batchId === undefined ? {} : { batch: batchId },
      baseId === undefined ? {} : { base: baseId },
      specialty === undefined ? {} : { specialty },
    ];
    return findPage(
      this.em,
      RecruitmentPlan,
      { $and: filters },
      { createdAt: 'desc', id: 'desc' },
      query,
      (plan) => plan,
    );
  }
}

const acceptingAt = (now: Date) =>
  ({
    status: 'published',
    base: { status: 'active' },
    batch: { opensAt: { $lte: now }, closesAt: { $gt: now } },
  }) satisfies FilterQuery<RecruitmentPlan>;
