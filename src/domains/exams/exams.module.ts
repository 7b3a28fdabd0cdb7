import { Module } from '@nestjs/common';
import { DocumentsModule } from '../../platform/documents/documents.module.js';
import type { Domain } from '../../platform/domain.js';
import { invariantsOf } from '../../platform/invariants/domain-invariants.js';
import { AddRoom } from './exams/add-room.js';
import { ChangeExam } from './exams/change-exam.js';
import { CreateExam } from './exams/create-exam.js';
import { Exam } from './exams/exam.entity.js';
import { ExamRoom } from './exams/exam-room.entity.js';
import { ExamYear } from './exams/exam-year.entity.js';
import { ManagementExamsController } from './exams/exams.controller.js';
import { FindExams } from './exams/find-exams.js';
import { RemoveRoom } from './exams/remove-room.js';
import { examsInvariants } from './invariants.js';
import { migrations } from './migrations/index.js';
import { AnswerDataExport } from './own-data/answer-data-export.js';
import { AnswerErasure } from './own-data/answer-erasure.js';
import { EnterResults } from './results/enter-results.js';
import { PublishResults } from './results/publish-results.js';
import { ManagementResultsController } from './results/results.controller.js';
import { ArrangeSeats } from './seating/arrange-seats.js';
import { FindSeating } from './seating/find-seating.js';
import { Seat } from './seating/seat.entity.js';
import { ManagementSeatingController } from './seating/seating.controller.js';
import { FindTickets } from './tickets/find-tickets.js';
import { ManagementTicketsController } from './tickets/management-tickets.controller.js';
import { PrintTicket } from './tickets/print-ticket.js';
import { PublishTickets } from './tickets/publish-tickets.js';
import { TicketsController } from './tickets/tickets.controller.js';
import { VerifyTicket } from './tickets/verify-ticket.js';
import { CompleteTrainings } from './trainings/complete-trainings.js';
import { FindTrainings } from './trainings/find-trainings.js';
import { KnownPlan } from './trainings/known-plan.entity.js';
import { KnownPlans } from './trainings/known-plans.js';
import { StartTrainings } from './trainings/start-trainings.js';
import { TrainingRecord } from './trainings/training-record.entity.js';
import { TrainingRecords } from './trainings/training-records.js';
import { ManagementTrainingsController } from './trainings/trainings.controller.js';

const controllers = [
  ManagementTrainingsController,
  ManagementExamsController,
  ManagementSeatingController,
  ManagementResultsController,
  ManagementTicketsController,
  TicketsController,
];
const consumers = [TrainingRecords, KnownPlans, AnswerDataExport, AnswerErasure];
const useCases = [
  FindTrainings,
  StartTrainings,
  CompleteTrainings,
  CreateExam,
  ChangeExam,
  FindExams,
  AddRoom,
  RemoveRoom,
  ArrangeSeats,
  FindSeating,
  PublishTickets,
  FindTickets,
  PrintTicket,
  VerifyTicket,
  EnterResults,
  PublishResults,
];

@Module({
  imports: [DocumentsModule],
  controllers,
  providers: [invariantsOf('exams', examsInvariants), ...consumers, ...useCases],
})
export class ExamsModule {}

/** 结业考试: see the README beside. */
export const exams: Domain = {
  name: 'exams',
  title: '结业考试',
  module: ExamsModule,
  entities: [KnownPlan, TrainingRecord, Exam, ExamRoom, ExamYear, Seat],
  migrations,
};
