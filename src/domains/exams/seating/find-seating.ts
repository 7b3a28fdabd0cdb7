import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import type { Exam } from '../exams/exam.entity.js';
import { findRooms } from '../exams/find-rooms.js';
import { findOwnExam } from '../exams/own-exam.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';
import { type SeatingView, toSeatingView } from './seating.dto.js';
import { Seat } from './seat.entity.js';

@Injectable()
export class FindSeating {
  constructor(private readonly em: EntityManager) {}

  async run(caller: CallerIdentity, examId: string): Promise<SeatingView> {
    return seatingOf(this.em, await findOwnExam(this.em, caller, examId));
  }
}

/** The whole arrangement of an exam: every room with its seats and who sits there. */
export async function seatingOf(em: EntityManager, exam: Exam): Promise<SeatingView> {
  const seats = await em.find(Seat, { examId: exam.id });
  const records = await em.find(TrainingRecord, { id: { $in: seats.map(({ trainingId }) => trainingId) } });
  return toSeatingView(exam, await findRooms(em, exam.id), seats, records);
}
