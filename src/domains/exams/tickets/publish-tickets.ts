import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { chinaDate } from '../../../platform/clock/china-date.js';
import { SeatPublished } from '../contracts/index.js';
import { type ExamView, toExamView } from '../exams/exam.dto.js';
import { findRooms } from '../exams/find-rooms.js';
import { lockOwnExam } from '../exams/own-exam.js';
import { Seat } from '../seating/seat.entity.js';
import { findApplicationIds } from '../trainings/find-application-ids.js';
import { ticketNumber } from './ticket-number.js';

@Injectable()
export class PublishTickets {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Fixes the seats and issues a ticket for each. */
  async run(caller: CallerIdentity, examId: string): Promise<ExamView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const exam = await lockOwnExam(em, caller, examId);
      exam.refuseIfBlocked('publish', now);
      const year = Number(chinaDate(exam.startsAt).slice(0, 4));
      const numberInYear = await nextNumber(em, year);
      exam.publish(year, numberInYear, now);

      const rooms = await findRooms(em, examId);
      const roomNumbers = new Map(rooms.map(({ id }, index) => [id, index + 1]));
      const seats = await em.find(Seat, { examId });
      const applicationIds = await findApplicationIds(em, seats);
      for (const seat of seats) {
        const room = roomNumbers.get(seat.roomId) ?? 0;
        const number = ticketNumber({ year, exam: numberInYear, room, seat: seat.number });
        seat.issueTicket(number);
        recordEvent(em, SeatPublished, {
          aggregateId: seat.id,
          aggregateVersion: seat.version,
          occurredAt: now.toISOString(),
          applicationId: applicationIds(seat),
          examId,
          ticketNumber: number,
          startsAt: exam.startsAt.toISOString(),
        });
      }
      recordAudit(em, caller, {
        action: 'publish-exam',
        subjectType: 'exam',
        subjectId: examId,
        at: now,
        facts: { tickets: seats.length, year, numberInYear },
      });
      return toExamView(exam, rooms, now);
    });
  }
}

/** Counts the exams of a year; two that publish at once wait for each other at the row. */
async function nextNumber(em: EntityManager, year: number): Promise<number> {
  const [row] = await em.execute<{ last_number: number }[]>(
    `insert into exams.exam_year (year, last_number) values (?, 1)
     on conflict (year) do update set last_number = exam_year.last_number + 1 returning last_number`,
    [year],
  );
  if (!row) throw new Error('the counter of exams answered nothing');
  return row.last_number;
}
