import { Controller, Get, Header, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { Caller, type CallerIdentity } from '../access/caller.js';
import { IdParam } from '../http/id-param.js';
import { PageOf } from '../http/page-of.js';
import { ApiProblems } from '../problems/api-problems.js';
import { AuditEventsQuery, AuditEventView, ExportAuditEventsQuery } from './audit-event.dto.js';
import { AuditVerificationQuery, AuditVerificationView } from './audit-verification.dto.js';
import { AuditEventNotFound } from './audit.problems.js';
import { ExportAuditEvents } from './export-audit-events.js';
import { FindAuditEvents } from './find-audit-events.js';
import { VerifyAuditEvents } from './verify-audit-events.js';

const binary = { schema: { type: 'string', format: 'binary' } };

/** The audit trail for auditors: read, verified, taken away. Nothing here changes it, but for the record of each look. */
@ApiTags('audit')
@Allow('auditor')
@Controller('management/audit-events')
export class AuditEventsController {
  constructor(
    private readonly findAuditEvents: FindAuditEvents,
    private readonly verifyAuditEvents: VerifyAuditEvents,
    private readonly exportAuditEvents: ExportAuditEvents,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listAuditEvents', summary: '审计记录，最新的在前（留审计记录）' })
  @ApiOkResponse({ type: PageOf(AuditEventView) })
  @ApiProblems()
  list(@Caller() auditor: CallerIdentity, @Query() query: AuditEventsQuery) {
    return this.findAuditEvents.page(auditor, query);
  }

  @Get('verification')
  @ApiOperation({
    operationId: 'verifyAuditEvents',
    summary: '核验审计链：给出第一处被改动、删除或调换的记录（留审计记录）',
    description:
      '从 fromPosition 起逐条核验；一次未到链尾时，以 nextPosition 继续，直至其为 null。链头的位置与哈希应记在系统之外，日后作为 anchor 提供：整条链被换成较早的，只有这样才能发现。',
  })
  @ApiOkResponse({ type: AuditVerificationView })
  @ApiProblems()
  verify(@Caller() auditor: CallerIdentity, @Query() query: AuditVerificationQuery) {
    return this.verifyAuditEvents.run(auditor, query);
  }

  @Get('export')
  @Header('Cache-Control', 'private, no-store')
  @Header('X-Content-Type-Options', 'nosniff')
  @ApiOperation({
    operationId: 'exportAuditEvents',
    summary: '导出审计记录，按时间先后（留审计记录）',
    description: '边读边发，不限条数。中途出错时连接直接断开，已收到的部分不是完整的文件。',
  })
  @ApiOkResponse({ description: '审计记录文件', content: { 'text/csv': binary, 'application/x-ndjson': binary } })
  @ApiProblems()
  export(@Caller() auditor: CallerIdentity, @Query() query: ExportAuditEventsQuery): Promise<StreamableFile> {
    return this.exportAuditEvents.run(auditor, query);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getAuditEvent', summary: '一条审计记录（留审计记录）' })
  @ApiOkResponse({ type: AuditEventView })
  @ApiProblems(AuditEventNotFound)
  get(@Caller() auditor: CallerIdentity, @IdParam() id: string) {
    return this.findAuditEvents.one(auditor, id);
  }
}
