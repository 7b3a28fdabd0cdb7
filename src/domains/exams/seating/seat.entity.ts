import { defineEntity, p } from '@mikro-orm/core';
import { type ExamOutcome, examOutcomes } from '../contracts/index.js';

const SeatSchema = defineEntity({
  name: 'Seat',
  schema: 'exams',
  tableName: 'seat',
  checks: [
    { name: 'seat_within_capacity', expression: 'number between 1 and room_capacity' },
    {
      name: 'seat_score',
      expression: "score is null or (score between 0 and 999.9 and coalesce(outcome, 'absent') <> 'absent')",
    },
    { name: 'seat_result_published', expression: 'closed_at is null or outcome is not null' },
  ],
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    examId: p.uuid(),
    roomId: p.uuid(),
    // the room's, held true by a foreign key: rooms never overflow
    roomCapacity: p.integer(),
    number: p.integer(),
    trainingId: p.uuid(),
    traineeId: p.uuid().index(),
    ticketNumber: p.string().length(15).nullable().unique(),
    outcome: p.enum(examOutcomes).nullable(),
    score: p.decimal('number').precision(4).scale(1).nullable(),
    // when its result was published: the candidate may then sit another exam
    closedAt: p.datetime().nullable(),
  },
  uniques: [
    { properties: ['examId', 'trainingId'] },
    { properties: ['roomId', 'number'] },
    { name: 'seat_one_open_per_candidate', properties: ['trainingId'], where: 'closed_at is null' },
  ],
});

/** 座位 of one candidate in one exam; an admission ticket (准考证) once it has a ticket number. */
export class Seat extends SeatSchema.class {
  issueTicket(ticketNumber: string): void {
    this.ticketNumber = ticketNumber;
    this.version += 1;
  }

  enterResult(outcome: ExamOutcome, score: number | null): void {
    this.outcome = outcome;
    this.score = score;
    this.version += 1;
  }

  /** Returns what is published. */
  close(now: Date): ExamOutcome {
    if (!this.outcome) throw new Error(`seat ${this.id} has no outcome`);
    this.closedAt = now;
    this.version += 1;
    return this.outcome;
  }
}
SeatSchema.setClass(Seat);
