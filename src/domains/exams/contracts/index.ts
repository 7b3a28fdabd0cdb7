import { IsIn, IsISO8601, IsString, IsUUID } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';
import { OwnDataExported } from '../../accounts/contracts/data-exports.js';
import { OwnDataErased } from '../../accounts/contracts/erasures.js';

/** The rotation training of an admitted trainee began. `aggregateId` is the training record's id. */
@Published('exams.training-started', 1)
export class TrainingStarted extends DomainEvent {
  @IsUUID()
  readonly applicationId: string;
}

/** The rotation training is over (轮转结束). `aggregateId` is the training record's id. */
@Published('exams.training-completed', 1)
export class TrainingCompleted extends DomainEvent {
  @IsUUID()
  readonly applicationId: string;
}

/** The seats of an exam were published, one event a candidate; from now on the ticket can be printed. `aggregateId` is the seat's id. */
@Published('exams.seat-published', 1)
export class SeatPublished extends DomainEvent {
  @IsUUID()
  readonly applicationId: string;

  @IsUUID()
  readonly examId: string;

  /** 准考证号, unique in the province. */
  @IsString()
  readonly ticketNumber: string;

  /** When the exam begins, RFC 3339. */
  @IsISO8601()
  readonly startsAt: string;
}

export const examOutcomes = ['passed', 'failed', 'absent'] as const;
export type ExamOutcome = (typeof examOutcomes)[number];

/** The result of one candidate was published. `aggregateId` is the seat's id. */
@Published('exams.result-published', 1)
export class ResultPublished extends DomainEvent {
  @IsUUID()
  readonly applicationId: string;

  @IsUUID()
  readonly examId: string;

  @IsIn(examOutcomes)
  readonly outcome: ExamOutcome;
}

/** What this domain holds about a trainee, for their export. */
@Published('exams.own-data-exported', 1)
export class ExamsDataExported extends OwnDataExported {}

/** What this domain held of a trainee is erased, but for what its README says is kept. */
@Published('exams.own-data-erased', 1)
export class ExamsDataErased extends OwnDataErased {}
