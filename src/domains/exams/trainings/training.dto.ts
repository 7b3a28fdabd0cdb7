import {
  DateField,
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
  UuidListField,
} from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/page.js';
import { specialties, type Specialty } from '../../recruitment/contracts/index.js';
import { ExamBlockedActionView } from '../blocked-action.dto.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import { trainingActions, trainingLifecycle, type TrainingStatus } from './training.lifecycle.js';
import type { TrainingRecord } from './training-record.entity.js';

const anId = 'a1d3c2b4-5e6f-4a7b-8c9d-0e1f2a3b4c5d';

export class TrainingQuery extends PageQuery {
  @UuidField({ description: '招录计划', example: anId, optional: true })
  readonly planId?: string;

  @EnumField({
    description: '状态',
    values: trainingLifecycle.states,
    enumName: 'TrainingStatus',
    example: 'in_training',
    optional: true,
  })
  readonly status?: TrainingStatus;
}

export class StartTrainingsRequest {
  @UuidListField({ description: '轮转培训记录', example: [anId], min: 1, max: 200 })
  readonly trainingIds: string[];

  @DateField({ description: '开始日期，默认今天，不能晚于今天', example: '2026-12-01', optional: true })
  readonly startedOn?: string;
}

export class CompleteTrainingsRequest {
  @UuidListField({ description: '轮转培训记录', example: [anId], min: 1, max: 200 })
  readonly trainingIds: string[];

  @DateField({ description: '轮转结束日期，默认今天，不能晚于今天', example: '2027-05-31', optional: true })
  readonly completedOn?: string;
}

export class TrainingView {
  @UuidField({ description: '编号', example: anId })
  readonly id: string;

  @IntegerField({ description: '版本', example: 2, min: 1 })
  readonly version: number;

  @UuidField({ description: '报名', example: anId })
  readonly applicationId: string;

  @UuidField({ description: '招录计划', example: anId })
  readonly planId: string;

  @UuidField({ description: '培训基地', example: anId })
  readonly baseId: string;

  @UuidField({ description: '招录批次', example: anId })
  readonly batchId: string;

  @EnumField({ description: '培训专业', values: specialties, enumName: 'Specialty', example: 'clinical' })
  readonly specialty: Specialty;

  @TextField({ description: '姓名（脱敏）', example: '张*明', max: 60 })
  readonly maskedName: string;

  @TextField({ description: '选送单位', example: '柳州市妇幼保健院', max: 200 })
  readonly sendingUnit: string;

  @EnumField({
    description: '状态',
    values: trainingLifecycle.states,
    enumName: 'TrainingStatus',
    example: 'in_training',
  })
  readonly status: TrainingStatus;

  @InstantField({ description: '录取时间', example: '2026-11-23T02:00:00.000Z' })
  readonly admittedAt: string;

  @DateField({ description: '开始日期', example: '2026-12-01', nullable: true })
  readonly startedOn: string | null;

  @DateField({ description: '轮转结束日期', example: '2027-05-31', nullable: true })
  readonly completedOn: string | null;

  @EnumListField({
    description: '现在可以进行的操作',
    values: trainingActions,
    enumName: 'TrainingAction',
    example: ['complete'],
    max: 10,
  })
  readonly availableActions: string[];

  @ObjectListField(() => ExamBlockedActionView, { description: '现在不能进行的操作及原因', max: 10 })
  readonly blockedActions: ExamBlockedActionView[];
}

export function toTrainingView(record: TrainingRecord): TrainingView {
  const { id, version, applicationId, planId, baseId, batchId, specialty, maskedName, sendingUnit, status } = record;
  return {
    id,
    version,
    applicationId,
    planId,
    baseId,
    batchId,
    specialty,
    maskedName,
    sendingUnit,
    status,
    admittedAt: record.admittedAt.toISOString(),
    startedOn: record.startedOn ?? null,
    completedOn: record.completedOn ?? null,
    availableActions: trainingActions.filter((action) => trainingLifecycle.allows(status, action)),
    blockedActions: trainingActions
      .filter((action) => !trainingLifecycle.allows(status, action))
      .map((action) => ({ action, code: StepNotAllowed.spec.code })),
  };
}

const trainingOutcomes = ['done', 'refused'] as const;

export class TrainingOutcomeView {
  @UuidField({ description: '轮转培训记录', example: anId })
  readonly trainingId: string;

  @EnumField({ description: '是否完成', values: trainingOutcomes, enumName: 'TrainingOutcome', example: 'done' })
  readonly outcome: (typeof trainingOutcomes)[number];

  @TextField({
    description: '未完成的原因代码',
    example: 'lifecycle.step-not-allowed',
    nullable: true,
    max: 100,
  })
  readonly code: string | null;
}

export class TrainingOutcomesView {
  @ObjectListField(() => TrainingOutcomeView, { description: '逐条结果，顺序与请求一致', max: 200 })
  readonly items: TrainingOutcomeView[];
}
