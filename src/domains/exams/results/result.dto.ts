import { EnumField, ObjectListField, TextField, UuidField } from '../../../platform/http/fields.js';
import { type ExamOutcome, examOutcomes } from '../contracts/index.js';
import { ScoreField } from './score-field.js';

export class EnteredResult {
  @TextField({ description: '准考证号；与座位编号二选一', example: '452027003020156', optional: true, max: 15 })
  readonly ticketNumber?: string;

  @UuidField({
    description: '座位编号；与准考证号二选一',
    example: 'a1d3c2b4-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
    optional: true,
  })
  readonly seatId?: string;

  @EnumField({
    description: '结论：合格、不合格、缺考',
    values: examOutcomes,
    enumName: 'ExamOutcome',
    example: 'passed',
  })
  readonly outcome: ExamOutcome;

  @ScoreField({ description: '分数，最多一位小数；缺考不填', example: 86.5, optional: true, nullable: true })
  readonly score?: number | null;
}

export class EnterResultsRequest {
  @ObjectListField(() => EnteredResult, { description: '成绩；只改动列出的考生', min: 1, max: 5000 })
  readonly results: EnteredResult[];
}
