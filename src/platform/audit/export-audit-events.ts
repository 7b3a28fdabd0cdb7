import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { CallerIdentity } from '../access/caller.js';
import { Clock } from '../clock/clock.js';
import { contentDisposition } from '../objects/content-disposition.js';
import { withoutValues } from '../observability/without-values.js';
import { currentScope } from '../scope/request-scope.js';
import type { AuditFilters, ExportAuditEventsQuery, ExportFormat } from './audit-event.dto.js';
import { conditionsOf, factsOf, sealsOf, toAuditEvent } from './audit-events.js';
import { exportName, toExportedEvent, writings } from './audit-export.js';
import { AuditRecord } from './audit-record.entity.js';
import { recordAudit } from './record-audit.js';

// what is made of it at a time holds up other requests for some milliseconds
const BATCH = 500;

/** The trail as a file, oldest first, read as fast as it is taken: one batch is in memory, however long it is. */
@Injectable()
export class ExportAuditEvents {
  private readonly logger = new Logger(ExportAuditEvents.name);

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(auditor: CallerIdentity, { format, ...filters }: ExportAuditEventsQuery): Promise<StreamableFile> {
    await this.em.transactional((em) => {
      recordAudit(em, auditor, {
        action: 'export-audit-events',
        subjectType: 'audit-trail',
        subjectId: 'all',
        at: this.clock.now(),
        facts: { format, ...factsOf(filters) },
      });
      return Promise.resolve();
    });
    const batches = this.batches(format, filters);
    // what fails before anything was sent is answered as usual
    const first = await batches.next();
    return new StreamableFile(Readable.from(this.following(first, batches)), {
      type: writings[format].mediaType,
      disposition: contentDisposition('attachment', this.nameOf(format, filters)),
    });
  }

  private async *batches(format: ExportFormat, filters: AuditFilters): AsyncGenerator<string, void> {
    let last: AuditRecord | undefined;
    let records: AuditRecord[];
    do {
      records = await this.recordsAfter(last, filters);
      const seals = await sealsOf(this.em.fork(), records);
      const events = records.map((record) => {
        const seal = seals.get(record.id);
        return toExportedEvent(toAuditEvent(record, seal), seal);
      });
      yield writings[format].write(events, last === undefined);
      last = records.at(-1);
    } while (records.length === BATCH);
  }

  /** As plain rows: entities, which nobody would change, take a dozen times as long. */
  private recordsAfter(last: AuditRecord | undefined, filters: AuditFilters): Promise<AuditRecord[]> {
    const after = last && {
      occurredAt: { $gte: last.occurredAt },
      $or: [{ occurredAt: { $gt: last.occurredAt } }, { id: { $gt: last.id } }],
    };
    return this.em
      .fork()
      .createQueryBuilder(AuditRecord, 'r')
      .select('*')
      .where({ $and: [...conditionsOf(filters), after ?? {}] })
      .orderBy({ occurredAt: 'asc', id: 'asc' })
      .limit(BATCH)
      .execute<AuditRecord[]>('all');
  }

  /** A batch that fails closes the connection in the middle of the answer: no client takes it for the whole file. */
  private async *following(first: IteratorResult<string, void>, rest: AsyncGenerator<string, void>) {
    try {
      if (!first.done) yield first.value;
      yield* rest;
    } catch (error) {
      const { message } = withoutValues(error);
      this.logger.error({ traceId: currentScope()?.traceId, message: `the export broke off: ${message}` });
      throw error;
    }
  }

  private nameOf(format: ExportFormat, { from, to }: AuditFilters): string {
    // the end itself is not in the file
    const end = to === undefined ? this.clock.now() : new Date(new Date(to).getTime() - 1);
    return exportName(format, from === undefined ? undefined : new Date(from), end);
  }
}
