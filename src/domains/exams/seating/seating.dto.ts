import {
  EnumField,
  IntegerField,
  ObjectListField,
  TextField,
  UuidField,
  UuidListField,
} from '../../../platform/http/fields.js';
import { type ExamOutcome, examOutcomes } from '../contracts/index.js';
import type { Exam } from '../exams/exam.entity.js';
import { examLifecycle, type ExamStatus } from '../exams/exam.lifecycle.js';
import type { ExamRoom } from '../exams/exam-room.entity.js';
import { ScoreField } from '../results/score-field.js';
import type { TrainingRecord } from '../trainings/training-record.entity.js';
import type { Seat } from './seat.entity.js';

const anId = 'a1d3c2b4-5e6f-4a7b-8c9d-0e1f2a3b4c5d';

export class ArrangeSeatsRequest {
  @UuidListField({
    description: '考生的轮转培训记录；不填则为本基地（本批次）所有轮转结束且未编排在其他考试的学员',
    example: [anId],
    min: 1,
    max: 5000,
    optional: true,
  })
  readonly trainingIds?: string[];

  @TextField({
    description: '随机种子；同样的考生、考场和种子得到同样的座位。不填则由系统生成并保存',
    example: '2027-spring',
    max: 64,
    optional: true,
  })
  readonly seed?: string;
}

export class SeatView {
  @UuidField({ description: '座位编号，发布后即准考证编号', example: anId })
  readonly id: string;

  @IntegerField({ description: '座位号', example: 15, min: 1 })
  readonly number: number;

  @UuidField({ description: '轮转培训记录', example: anId })
  readonly trainingId: string;

  @TextField({ description: '姓名（脱敏）', example: '张*明', max: 60 })
  readonly maskedName: string;

  @TextField({ description: '选送单位', example: '柳州市妇幼保健院', max: 200 })
  readonly sendingUnit: string;

  @TextField({ description: '准考证号', example: '452027003020156', nullable: true, max: 15 })
  readonly ticketNumber: string | null;

  @EnumField({ description: '成绩结论', values: examOutcomes, enumName: 'ExamOutcome', example: null, nullable: true })
  readonly outcome: ExamOutcome | null;

  @ScoreField({ description: '分数', example: null, nullable: true })
  readonly score: number | null;
}

export class SeatingRoomView {
  @UuidField({ description: '考场编号', example: anId })
  readonly id: string;

  @TextField({ description: '考场名称', example: '第一考场', max: 50 })
  readonly name: string;

  @IntegerField({ description: '座位数', example: 30, min: 1 })
  readonly capacity: number;

  @ObjectListField(() => SeatView, { description: '座位，按座位号', max: 999 })
  readonly seats: SeatView[];
}

export class SeatingView {
  @UuidField({ description: '考试编号', example: anId })
  readonly examId: string;

  @IntegerField({ description: '考试的版本，即 ETag', example: 5, min: 1 })
  readonly version: number;

  @EnumField({ description: '考试状态', values: examLifecycle.states, enumName: 'ExamStatus', example: 'seated' })
  readonly status: ExamStatus;

  @TextField({ description: '随机种子', example: '2027-spring', nullable: true, max: 64 })
  readonly seed: string | null;

  @IntegerField({ description: '考生数', example: 48, min: 0 })
  readonly candidateCount: number;

  @IntegerField({ description: '座位总数', example: 60, min: 0 })
  readonly placeCount: number;

  @ObjectListField(() => SeatingRoomView, { description: '考场，按编排次序', max: 99 })
  readonly rooms: SeatingRoomView[];
}

export function toSeatingView(
  exam: Exam,
  rooms: readonly ExamRoom[],
  seats: readonly Seat[],
  records: readonly TrainingRecord[],
): SeatingView {
  const people = new Map(records.map((record) => [record.id, record]));
  return {
    examId: exam.id,
    version: exam.version,
    status: exam.status,
    seed: exam.seatingSeed ?? null,
    candidateCount: exam.candidateCount,
    placeCount: exam.placeCount,
    rooms: rooms.map(({ id, name, capacity }) => ({
      id,
      name,
      capacity,
      seats: seats
        .filter(({ roomId }) => roomId === id)
        .sort((a, b) => a.number - b.number)
        .map((seat) => toSeatView(seat, people.get(seat.trainingId))),
    })),
  };
}

const toSeatView = (seat: Seat, person: TrainingRecord | undefined): SeatView => ({
  id: seat.id,
  number: seat.number,
  trainingId: seat.trainingId,
  maskedName: person?.maskedName ?? '',
  sendingUnit: person?.sendingUnit ?? '',
  ticketNumber: seat.ticketNumber ?? null,
  outcome: seat.outcome ?? null,
  score: seat.score ?? null,
});
