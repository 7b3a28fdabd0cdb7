import {
  EnumField,
  InstantField,
  IntegerField,
  ObjectField,
  ObjectListField,
  UuidField,
} from '../../../platform/http/fields.js';
import { specialties, type Specialty } from '../contracts/index.js';
import { NamedReference } from '../plans/plans.dto.js';
import type { Figures } from './figures.js';

export class PlanStatisticsQuery {
  @UuidField({ description: '招录批次编号', optional: true })
  readonly batchId?: string;

  @UuidField({ description: '培训基地编号', optional: true })
  readonly baseId?: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', optional: true })
  readonly specialty?: Specialty;
}

class PlanFigures implements Figures {
  @IntegerField({ description: '招录名额', example: 20 })
  readonly quota: number;

  @IntegerField({ description: '报名人数：已提交且仍有效的报名，不含已撤回和未录取', example: 35 })
  readonly submitted: number;

  @IntegerField({ description: '一审通过人数：仍有效且已通过一审（含其后各阶段）', example: 28 })
  readonly firstReviewPassed: number;

  @IntegerField({ description: '二审通过人数：仍有效且已通过二审（含其后各阶段）', example: 18 })
  readonly secondReviewPassed: number;

  @IntegerField({ description: '拟录取公示人数：仍有效且已进入公示（含其后各阶段）', example: 15 })
  readonly publicized: number;

  @IntegerField({ description: '录取人数：已录取（含培训、考试、结业各阶段）', example: 12 })
  readonly admitted: number;

  @IntegerField({ description: '撤回人数：已撤回的报名，不计入以上各项', example: 2 })
  readonly withdrawn: number;

  @IntegerField({ description: '剩余名额：招录名额减去拟录取公示人数，不低于 0', example: 5 })
  readonly remaining: number;
}

export class PlanStatisticsItem extends PlanFigures {
  @UuidField({ description: '计划编号', example: '0a6c2a0e-7a3b-4a57-9a40-0f4f5a1f8e03' })
  readonly planId: string;

  @ObjectField(() => NamedReference, { description: '培训基地' })
  readonly base: NamedReference;

  @ObjectField(() => NamedReference, { description: '招录批次' })
  readonly batch: NamedReference;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;
}

/** Figures of several plans together: each is the sum over the plans. */
export class PlanStatisticsSum extends PlanFigures {
  @IntegerField({ description: '招录计划数', example: 3 })
  readonly plans: number;
}

export class BaseStatisticsSum extends PlanStatisticsSum {
  @ObjectField(() => NamedReference, { description: '培训基地' })
  readonly base: NamedReference;
}

export class SpecialtyStatisticsSum extends PlanStatisticsSum {
  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;
}

export class BatchStatisticsSum extends PlanStatisticsSum {
  @ObjectField(() => NamedReference, { description: '招录批次' })
  readonly batch: NamedReference;
}

export class PlanStatisticsView {
  @ObjectListField(() => PlanStatisticsItem, { description: '各招录计划，草稿除外', max: 10_000 })
  readonly items: PlanStatisticsItem[];

  @ObjectField(() => PlanStatisticsSum, { description: '所列计划合计' })
  readonly total: PlanStatisticsSum;

  @ObjectListField(() => BaseStatisticsSum, { description: '按培训基地合计', max: 10_000 })
  readonly byBase: BaseStatisticsSum[];

  @ObjectListField(() => SpecialtyStatisticsSum, { description: '按培训专业合计', max: specialties.length })
  readonly bySpecialty: SpecialtyStatisticsSum[];

  @ObjectListField(() => BatchStatisticsSum, { description: '按招录批次合计', max: 10_000 })
  readonly byBatch: BatchStatisticsSum[];

  @InstantField({ description: '统计时刻', example: '2026-11-23T02:00:00.000Z' })
  readonly asOf: string;
}
