import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { Exam } from '../exams/exam.entity.js';
import { ExamRoom } from '../exams/exam-room.entity.js';
import { Seat } from '../seating/seat.entity.js';

/** A seat whose ticket was issued, with what the ticket says of exam and room. */
export interface Ticket {
  readonly seat: Seat;
  readonly number: string;
  readonly exam: Exam;
  readonly room: ExamRoom;
}

/** Completes seats to tickets; those without a ticket number are left out. */
export async function ticketsOf(em: EntityManager, seats: readonly Seat[]): Promise<Ticket[]> {
  const exams = await byId(em.find(Exam, { id: { $in: seats.map(({ examId }) => examId) } }));
  const rooms = await byId(em.find(ExamRoom, { id: { $in: seats.map(({ roomId }) => roomId) } }));
  return seats.flatMap((seat) => {
    const exam = exams.get(seat.examId);
    const room = rooms.get(seat.roomId);
    return exam && room && seat.ticketNumber ? [{ seat, number: seat.ticketNumber, exam, room }] : [];
  });
}

/** The one issued ticket that `where` names; undefined when there is none. */
export async function findTicket(em: EntityManager, where: FilterQuery<Seat>): Promise<Ticket | undefined> {
  const seat = await em.findOne(Seat, where);
  const [ticket] = seat ? await ticketsOf(em, [seat]) : [];
  return ticket;
}

const byId = async <Entity extends { id: string }>(found: Promise<Entity[]>) =>
  new Map((await found).map((entity) => [entity.id, entity]));
