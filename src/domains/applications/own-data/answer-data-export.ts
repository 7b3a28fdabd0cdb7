import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { DataExportRequested } from '../../accounts/contracts/index.js';
import { ApplicationsDataExported } from '../contracts/index.js';
import { CollectOwnRecords } from './collect-own-records.js';

/** This domain's answer to an export, which also tells the others which applications are the trainee's. */
@Injectable()
export class AnswerDataExport {
  constructor(
    private readonly clock: Clock,
    private readonly parts: OwnDataParts,
    private readonly collectOwnRecords: CollectOwnRecords,
  ) {}

  @Consumes(DataExportRequested, 'applications.own-data-exports')
  async answer(em: EntityManager, { aggregateId, accountId }: DataExportRequested): Promise<void> {
    const { part, applicationIds } = await this.collectOwnRecords.run(em, accountId);
    recordEvent(em, ApplicationsDataExported, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
      applicationIds,
      partKey: await this.parts.write(aggregateId, 'applications', part),
    });
  }
}
