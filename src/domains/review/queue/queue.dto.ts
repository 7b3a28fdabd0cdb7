import { IntersectionType } from '@nestjs/swagger';
import {
  BooleanField,
  BooleanParameter,
  EnumField,
  InstantField,
  IntegerField,
  ObjectListField,
  UuidField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { specialties, type Specialty } from '../../recruitment/contracts/index.js';
import { reviewStages, type ReviewStage } from '../contracts/index.js';
import { reviewCaseLifecycle, type ReviewCaseStatus } from '../cases/review-case.lifecycle.js';

const PLAN_ID = '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e02';

export const queueOrders = ['submittedAt', '-submittedAt', '-decidedAt'] as const;
export type QueueOrder = (typeof queueOrders)[number];

/** What of a queue is wanted; every filter that is given has to hold. */
export interface QueueFilters {
  readonly stage?: ReviewStage;
  readonly state?: ReviewCaseStatus;
  readonly batchId?: string;
  readonly planId?: string;
  readonly specialty?: Specialty;
  readonly resubmitted?: boolean;
  readonly overdue?: boolean;
  readonly mine?: boolean;
  readonly submittedFrom?: string;
  readonly submittedBefore?: string;
}

/** Among which cases: what is listed and counted, and what the next one is taken from. */
export class QueueCountsQuery implements QueueFilters {
  @EnumField({
    description: '审核阶段',
    values: reviewStages,
    enumName: 'ReviewStage',
    example: 'first',
    optional: true,
  })
  readonly stage?: ReviewStage;

  @UuidField({ description: '批次编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e06', optional: true })
  readonly batchId?: string;

  @UuidField({ description: '招录计划编号', example: PLAN_ID, optional: true })
  readonly planId?: string;

  @EnumField({
    description: '培训专业',
    values: specialties,
    enumName: 'Specialty',
    example: 'clinical',
    optional: true,
  })
  readonly specialty?: Specialty;
}

export class ReviewsQuery extends IntersectionType(QueueCountsQuery, PageQuery) implements QueueFilters {
  @EnumField({
    description: '状态；领取已超时的按待审核计',
    values: reviewCaseLifecycle.states,
    enumName: 'ReviewCaseStatus',
    example: 'waiting',
    optional: true,
  })
  readonly state?: ReviewCaseStatus;

  @BooleanParameter({ description: '只看退回后重新提交的，或只看首次提交的', example: true, optional: true })
  readonly resubmitted?: boolean;

  @BooleanParameter({ description: '只看超过审核时限的（未审结）', example: true, optional: true })
  readonly overdue?: boolean;

  @BooleanParameter({ description: '只看我领取中的', example: true, optional: true })
  readonly mine?: boolean;

  @InstantField({ description: '只看此时刻及之后提交的', example: '2026-11-01T00:00:00Z', optional: true })
  readonly submittedFrom?: string;

  @InstantField({ description: '只看此时刻之前提交的', example: '2026-11-20T00:00:00Z', optional: true })
  readonly submittedBefore?: string;

  @EnumField({
    description:
      '排序：submittedAt 等待最久的在前（默认），-submittedAt 最近提交的在前，-decidedAt 最近审结的在前（只含已审结的）',
    values: queueOrders,
    enumName: 'QueueOrder',
    example: 'submittedAt',
    optional: true,
  })
  readonly sort?: QueueOrder;
}

export class ClaimNextRequest extends QueueCountsQuery {
  @BooleanField({ description: '只要退回后重新提交的，或只要首次提交的', example: true, optional: true })
  readonly resubmitted?: boolean;
}

export class PlanCountView {
  @UuidField({ description: '招录计划编号', example: PLAN_ID })
  readonly planId: string;

  @IntegerField({ description: '尚未审结的件数', example: 7, min: 0 })
  readonly open: number;
}

/** What of a queue there is, not decided yet. */
export class QueueTally {
  @IntegerField({ description: '尚未审结的件数：待审核与审核中之和', example: 12, min: 0 })
  readonly open: number;

  @IntegerField({ description: '待审核（含领取已超时）', example: 9, min: 0 })
  readonly waiting: number;

  @IntegerField({ description: '审核中（已领取）', example: 3, min: 0 })
  readonly claimed: number;

  @IntegerField({ description: '其中我领取中的', example: 1, min: 0 })
  readonly mine: number;

  @IntegerField({ description: '其中超过审核时限的', example: 1, min: 0 })
  readonly overdue: number;

  @IntegerField({ description: '其中退回后重新提交的', example: 2, min: 0 })
  readonly resubmitted: number;

  @IntegerField({ description: '其中待一审', example: 8, min: 0 })
  readonly first: number;

  @IntegerField({ description: '其中待二审', example: 4, min: 0 })
  readonly second: number;
}

export class QueueCountsView extends QueueTally {
  @ObjectListField(() => PlanCountView, { description: '按招录计划', max: 1000 })
  readonly plans: PlanCountView[];
}

export class BaseQueueView extends QueueTally {
  @UuidField({ description: '基地编号', example: '0190a5d2-6f3c-4c1e-9a57-3f0d5a7c1e05' })
  readonly baseId: string;

  @InstantField({ description: '等待最久的一件的提交时间', example: '2026-11-20T02:00:00.000Z' })
  readonly oldestSubmittedAt: string;

  @InstantField({ description: '等待最久的一件应在此时刻之前审结', example: '2026-11-27T16:00:00.000Z' })
  readonly oldestDueAt: string;
}

export class WaitingView {
  @IntegerField({ description: '审核时限（工作日）', example: 5, min: 1 })
  readonly limitWorkingDays: number;

  @ObjectListField(() => BaseQueueView, { description: '有未审结件的基地，等待最久的在前', max: 1000 })
  readonly items: BaseQueueView[];
}
