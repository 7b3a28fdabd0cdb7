import { Controller, Get, Header, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { Caller, CallerIdentity } from '../../../platform/access/caller.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { type Page, PageQuery } from '../../../platform/http/page.js';
import { PageOf } from '../../../platform/http/page-of.js';
import { ApiProblems } from '../../../platform/problems/api-problems.js';
import { FindTickets } from './find-tickets.js';
import { PrintTicket } from './print-ticket.js';
import { ExamTicketVerificationView, ExamTicketView, TicketDocumentQuery } from './ticket.dto.js';
import { TicketNotFound } from './ticket.problems.js';
import { VerifyTicket } from './verify-ticket.js';

export const pdfContent = { 'application/pdf': { schema: { type: 'string', format: 'binary' } } };

@ApiTags('exams')
@Controller()
export class TicketsController {
  constructor(
    private readonly findTickets: FindTickets,
    private readonly printTicket: PrintTicket,
    private readonly verifyTicket: VerifyTicket,
  ) {}

  @Get('exam-tickets')
  @Allow('trainee')
  @ApiOperation({ operationId: 'listMyExamTickets', summary: '我的准考证' })
  @ApiOkResponse({ type: PageOf(ExamTicketView) })
  @ApiProblems()
  list(@Caller() trainee: CallerIdentity, @Query() query: PageQuery): Promise<Page<ExamTicketView>> {
    return this.findTickets.run(trainee, query);
  }

  @Get('exam-tickets/:id/document')
  @Allow('trainee')
  @Header('Cache-Control', 'private, no-store')
  @Header('X-Content-Type-Options', 'nosniff')
  @ApiOperation({ operationId: 'getExamTicketDocument', summary: '打印准考证' })
  @ApiOkResponse({ description: '准考证', content: pdfContent })
  @ApiProblems(TicketNotFound)
  print(
    @Caller() trainee: CallerIdentity,
    @IdParam() id: string,
    @Query() _query: TicketDocumentQuery,
  ): Promise<StreamableFile> {
    return this.printTicket.forTrainee(trainee, id);
  }

  @Get('verifications/exam-tickets/:number')
  @Allow('anyone')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'verifyExamTicket', summary: '核验准考证' })
  @ApiParam({ name: 'number', description: '准考证号', example: '452027003020156' })
  @ApiOkResponse({ type: ExamTicketVerificationView })
  @ApiProblems()
  verify(@Param('number') number: string): Promise<ExamTicketVerificationView> {
    return this.verifyTicket.run(number);
  }
}
