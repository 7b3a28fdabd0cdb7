import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { ApplicationsDataErased } from '../../applications/contracts/index.js';
import { ExamsDataErased } from '../contracts/index.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';

/** This domain's answer to an erasure: who graduated stays known with what the ticket and the certificate show. */
@Injectable()
export class AnswerErasure {
  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  @Consumes(ApplicationsDataErased, 'exams.own-data-erasures')
  async answer(em: EntityManager, event: ApplicationsDataErased): Promise<void> {
    const { aggregateId, accountId, graduatedIds } = event;
    const records = await em.find(
      TrainingRecord,
      { traineeId: accountId, applicationId: { $nin: graduatedIds } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    for (const record of records) {
      if (record.photoKey) await this.objects.remove(record.photoKey);
      record.erase();
    }
    recordEvent(em, ExamsDataErased, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
    });
  }
}
