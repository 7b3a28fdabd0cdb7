import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { endOfChinaDay } from '../china-time.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';
import { findTicket } from './ticket.js';
import type { ExamTicketVerificationView } from './ticket.dto.js';
import { isTicketNumber } from './ticket-number.js';

@Injectable()
export class VerifyTicket {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** What anyone may know of a ticket number: never more than the masked name. */
  async run(ticketNumber: string): Promise<ExamTicketVerificationView> {
    const ticket = isTicketNumber(ticketNumber) ? await findTicket(this.em, { ticketNumber }) : undefined;
    if (!ticket) return { ...unknown, ticketNumber: ticketNumber.slice(0, 40) };
    const { seat, exam, room } = ticket;
    const { maskedName } = await this.em.findOneOrFail(TrainingRecord, { id: seat.trainingId });
    const over = exam.endsAt ?? endOfChinaDay(exam.startsAt);
    return {
      ticketNumber,
      genuine: true,
      current: !seat.closedAt && this.clock.now() < over,
      maskedName,
      examTitle: exam.title,
      startsAt: exam.startsAt.toISOString(),
      room: room.name,
      seatNumber: seat.number,
    };
  }
}

const unknown = {
  genuine: false,
  current: false,
  maskedName: null,
  examTitle: null,
  startsAt: null,
  room: null,
  seatNumber: null,
} as const;
