import {
  BooleanField,
  EnumField,
  InstantField,
  IntegerField,
  ObjectField,
  TextField,
  UuidField,
} from '../../../platform/http/fields.js';
import { type ExamOutcome, examOutcomes } from '../contracts/index.js';
import { ScoreField } from '../results/score-field.js';
import type { Ticket } from './ticket.js';

const anId = 'a1d3c2b4-5e6f-4a7b-8c9d-0e1f2a3b4c5d';

export const ticketFormats = ['pdf'] as const;

export class TicketDocumentQuery {
  @EnumField({
    description: '格式',
    values: ticketFormats,
    enumName: 'ExamTicketFormat',
    example: 'pdf',
    optional: true,
  })
  readonly format: (typeof ticketFormats)[number] = 'pdf';
}

export class ExamResultView {
  @EnumField({
    description: '结论：合格、不合格、缺考',
    values: examOutcomes,
    enumName: 'ExamOutcome',
    example: 'passed',
  })
  readonly outcome: ExamOutcome;

  @ScoreField({ description: '分数', example: 86.5, nullable: true })
  readonly score: number | null;
}

export class ExamTicketView {
  @UuidField({ description: '准考证编号', example: anId })
  readonly id: string;

  @UuidField({ description: '考试编号', example: anId })
  readonly examId: string;

  @TextField({ description: '准考证号', example: '452027003020156', max: 15 })
  readonly ticketNumber: string;

  @TextField({ description: '考试名称', example: '2027年春季人类辅助生殖技术规范培训结业考试', max: 100 })
  readonly examTitle: string;

  @InstantField({ description: '开始时间', example: '2027-06-20T01:00:00.000Z' })
  readonly startsAt: string;

  @InstantField({ description: '结束时间', example: '2027-06-20T03:30:00.000Z', nullable: true })
  readonly endsAt: string | null;

  @TextField({ description: '考点', example: '广西壮族自治区生殖医院教学楼', max: 100 })
  readonly place: string;

  @TextField({ description: '考点地址', example: '广西南宁市青秀区示例路 1 号', max: 200, nullable: true })
  readonly address: string | null;

  @TextField({ description: '考场', example: '第一考场', max: 50 })
  readonly room: string;

  @IntegerField({ description: '座位号', example: 15, min: 1 })
  readonly seatNumber: number;

  @ObjectField(() => ExamResultView, { description: '成绩，公布后才有', nullable: true })
  readonly result: ExamResultView | null;
}

export function toExamTicketView({ seat, number, exam, room }: Ticket): ExamTicketView {
  return {
    id: seat.id,
    examId: exam.id,
    ticketNumber: number,
    examTitle: exam.title,
    startsAt: exam.startsAt.toISOString(),
    endsAt: exam.endsAt?.toISOString() ?? null,
    place: exam.place,
    address: exam.address ?? null,
    room: room.name,
    seatNumber: seat.number,
    result: seat.closedAt && seat.outcome ? { outcome: seat.outcome, score: seat.score ?? null } : null,
  };
}

export class ExamTicketVerificationView {
  @TextField({ description: '准考证号', example: '452027003020156', max: 40 })
  readonly ticketNumber: string;

  @BooleanField({ description: '是否由本平台签发', example: true })
  readonly genuine: boolean;

  @BooleanField({ description: '是否仍可用于考试（考试尚未结束）', example: true })
  readonly current: boolean;

  @TextField({ description: '姓名（脱敏）', example: '张*明', max: 60, nullable: true })
  readonly maskedName: string | null;

  @TextField({
    description: '考试名称',
    example: '2027年春季人类辅助生殖技术规范培训结业考试',
    max: 100,
    nullable: true,
  })
  readonly examTitle: string | null;

  @InstantField({ description: '开始时间', example: '2027-06-20T01:00:00.000Z', nullable: true })
  readonly startsAt: string | null;

  @TextField({ description: '考场', example: '第一考场', max: 50, nullable: true })
  readonly room: string | null;

  @IntegerField({ description: '座位号', example: 15, min: 1, nullable: true })
  readonly seatNumber: number | null;
}
