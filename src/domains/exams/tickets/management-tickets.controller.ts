import { Controller, Get, Header, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { ExamNotFound } from '../exams/exam.problems.js';
import { PrintTicket } from './print-ticket.js';
import { TicketDocumentQuery } from './ticket.dto.js';
import { TicketNotFound } from './ticket.problems.js';
import { pdfContent } from './tickets.controller.js';

@ApiTags('exams')
@Controller('management/exams/:id/tickets')
export class ManagementTicketsController {
  constructor(private readonly printTicket: PrintTicket) {}

  @Get(':ticketId/document')
  @Allow('base_admin')
  @Header('Cache-Control', 'private, no-store')
  @Header('X-Content-Type-Options', 'nosniff')
  @ApiOperation({ operationId: 'getCandidateTicketDocument', summary: '打印考生的准考证（留审计记录）' })
  @ApiOkResponse({ description: '准考证', content: pdfContent })
  @ApiProblems(ExamNotFound, TicketNotFound)
  print(
    @Caller() caller: CallerIdentity,
    @IdParam() id: string,
    @IdParam('ticketId') ticketId: string,
    @Query() _query: TicketDocumentQuery,
  ): Promise<StreamableFile> {
    return this.printTicket.forBase(caller, id, ticketId);
  }
}
