import {
  EnumField,
  EnumListField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { ExamBlockedActionView } from '../blocked-action.dto.js';
import type { Exam } from './exam.entity.js';
import { examLifecycle, type ExamStatus } from './exam.lifecycle.js';
import type { ExamRoom } from './exam-room.entity.js';

const anId = 'a1d3c2b4-5e6f-4a7b-8c9d-0e1f2a3b4c5d';

export class ChangeExamRequest {
  @TextField({ description: '考试名称', example: '2027年春季人类辅助生殖技术规范培训结业考试', min: 2, max: 100 })
  readonly title: string;

  @InstantField({ description: '开始时间', example: '2027-06-20T09:00:00+08:00' })
  readonly startsAt: string;

  @InstantField({ description: '结束时间', example: '2027-06-20T11:30:00+08:00', optional: true, nullable: true })
  readonly endsAt?: string | null;

  @TextField({ description: '考点', example: '广西壮族自治区生殖医院教学楼', max: 100 })
  readonly place: string;

  @TextField({
    description: '考点地址',
    example: '广西南宁市青秀区示例路 1 号',
    max: 200,
    optional: true,
    nullable: true,
  })
  readonly address?: string | null;

  @TextField({
    description: '考生须知，每行一条；不填则用通用须知',
    example: '提前 30 分钟到达考点。\n凭准考证和身份证入场。',
    max: 4000,
    optional: true,
    nullable: true,
  })
  readonly rules?: string | null;
}

export class CreateExamRequest extends ChangeExamRequest {
  @UuidField({ description: '培训基地；账号只管理一个基地时可不填', example: anId, optional: true })
  readonly baseId?: string;

  @UuidField({ description: '招录批次；填写后默认只编排该批次的考生', example: anId, optional: true, nullable: true })
  readonly batchId?: string | null;
}

export class AddExamRoomRequest {
  @TextField({ description: '考场名称', example: '第一考场', max: 50 })
  readonly name: string;

  @IntegerField({ description: '座位数', example: 30, min: 1, max: 999 })
  readonly capacity: number;
}

export class ExamRoomView {
  @UuidField({ description: '考场编号', example: anId })
  readonly id: string;

  @TextField({ description: '考场名称', example: '第一考场', max: 50 })
  readonly name: string;

  @IntegerField({ description: '座位数', example: 30, min: 1, max: 999 })
  readonly capacity: number;
}

/** An exam as lists show it. */
export class ExamSummaryView {
  @UuidField({ description: '编号', example: anId })
  readonly id: string;

  @IntegerField({ description: '版本，即 ETag', example: 4, min: 1 })
  readonly version: number;

  @UuidField({ description: '培训基地', example: anId })
  readonly baseId: string;

  @UuidField({ description: '招录批次', example: anId, nullable: true })
  readonly batchId: string | null;

  @TextField({ description: '考试名称', example: '2027年春季人类辅助生殖技术规范培训结业考试', max: 100 })
  readonly title: string;

  @InstantField({ description: '开始时间', example: '2027-06-20T01:00:00.000Z' })
  readonly startsAt: string;

  @InstantField({ description: '结束时间', example: '2027-06-20T03:30:00.000Z', nullable: true })
  readonly endsAt: string | null;

  @TextField({ description: '考点', example: '广西壮族自治区生殖医院教学楼', max: 100 })
  readonly place: string;

  @TextField({ description: '考点地址', example: '广西南宁市青秀区示例路 1 号', max: 200, nullable: true })
  readonly address: string | null;

  @TextField({ description: '考生须知，每行一条', example: '提前 30 分钟到达考点。', max: 4000 })
  readonly rules: string;

  @EnumField({ description: '状态', values: examLifecycle.states, enumName: 'ExamStatus', example: 'seated' })
  readonly status: ExamStatus;

  @IntegerField({ description: '考场数', example: 2, min: 0 })
  readonly roomCount: number;

  @IntegerField({ description: '座位总数', example: 60, min: 0 })
  readonly placeCount: number;

  @IntegerField({ description: '已编排的考生数', example: 48, min: 0 })
  readonly candidateCount: number;

  @IntegerField({ description: '已录入的成绩数', example: 0, min: 0 })
  readonly resultCount: number;

  @InstantField({ description: '准考证发布时间', example: '2027-06-01T02:00:00.000Z', nullable: true })
  readonly publishedAt: string | null;

  @InstantField({ description: '成绩公布时间', example: null, nullable: true })
  readonly resultsPublishedAt: string | null;

  @EnumListField({
    description: '现在可以进行的操作',
    values: examLifecycle.actions,
    enumName: 'ExamAction',
    example: ['arrange-seats', 'publish'],
    max: 20,
  })
  readonly availableActions: string[];

  @ObjectListField(() => ExamBlockedActionView, { description: '现在不能进行的操作及原因', max: 20 })
  readonly blockedActions: ExamBlockedActionView[];
}

export class ExamView extends ExamSummaryView {
  @ObjectListField(() => ExamRoomView, { description: '考场，按编排次序', max: 99 })
  readonly rooms: ExamRoomView[];
}

export function toExamSummaryView(exam: Exam, now: Date): ExamSummaryView {
  const actions = examLifecycle.actions.map((action) => ({ action, code: exam.blockedBy(action, now)?.spec.code }));
  return {
    id: exam.id,
    version: exam.version,
    baseId: exam.baseId,
    batchId: exam.batchId ?? null,
    title: exam.title,
    startsAt: exam.startsAt.toISOString(),
    endsAt: exam.endsAt?.toISOString() ?? null,
    place: exam.place,
    address: exam.address ?? null,
    rules: exam.rules,
    status: exam.status,
    roomCount: exam.roomCount,
    placeCount: exam.placeCount,
    candidateCount: exam.candidateCount,
    resultCount: exam.resultCount,
    publishedAt: exam.publishedAt?.toISOString() ?? null,
    resultsPublishedAt: exam.resultsPublishedAt?.toISOString() ?? null,
    availableActions: actions.filter(({ code }) => code === undefined).map(({ action }) => action),
    blockedActions: actions.flatMap(({ action, code }) => (code === undefined ? [] : [{ action, code }])),
  };
}

export const toExamView = (exam: Exam, rooms: readonly ExamRoom[], now: Date): ExamView => ({
  ...toExamSummaryView(exam, now),
  rooms: rooms.map(({ id, name, capacity }) => ({ id, name, capacity })),
});
