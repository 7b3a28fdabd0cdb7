import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { ResultPublished } from '../contracts/index.js';
import { type ExamView, toExamView } from '../exams/exam.dto.js';
import { findRooms } from '../exams/find-rooms.js';
import { lockOwnExam } from '../exams/own-exam.js';
import { Seat } from '../seating/seat.entity.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';

@Injectable()
export class PublishResults {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Who passed graduates; everybody else may sit a later exam. */
  async run(caller: CallerIdentity, examId: string): Promise<ExamView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const exam = await lockOwnExam(em, caller, examId);
      exam.publishResults(now);
      const seats = await em.find(Seat, { examId });
      const records = await em.find(
        TrainingRecord,
        { id: { $in: seats.map(({ trainingId }) => trainingId) } },
        { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const candidates = new Map(records.map((record) => [record.id, record]));
      for (const seat of seats) {
        const candidate = candidates.get(seat.trainingId);
        if (!candidate) throw new Error(`no training record ${seat.trainingId}`);
        const outcome = seat.close(now);
        if (outcome === 'passed') candidate.graduate();
        recordEvent(em, ResultPublished, {
          aggregateId: seat.id,
          aggregateVersion: seat.version,
          occurredAt: now.toISOString(),
          applicationId: candidate.applicationId,
          examId,
          outcome,
        });
      }
      recordAudit(em, caller, {
        action: 'publish-exam-results',
        subjectType: 'exam',
        subjectId: examId,
        at: now,
        facts: { results: seats.length, passed: seats.filter(({ outcome }) => outcome === 'passed').length },
      });
      return toExamView(exam, await findRooms(em, examId), now);
    });
  }
}
