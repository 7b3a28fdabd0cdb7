import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { Seat } from '../seating/seat.entity.js';
import { ticketsOf } from './ticket.js';
import { type ExamTicketView, toExamTicketView } from './ticket.dto.js';

@Injectable()
export class FindTickets {
  constructor(private readonly em: EntityManager) {}

  /** The trainee's own tickets, the latest issued first; a seat without a ticket is not shown. */
  async run(trainee: CallerIdentity, query: PageQuery): Promise<Page<ExamTicketView>> {
    const where = { traineeId: trainee.id, ticketNumber: { $ne: null } };
    // numbers begin with year and number of the exam
    const page = await findPage(this.em, Seat, where, { ticketNumber: 'desc' }, query, (seat) => seat);
    const tickets = await ticketsOf(this.em, page.items);
    return { items: tickets.map(toExamTicketView), nextCursor: page.nextCursor };
  }
}
