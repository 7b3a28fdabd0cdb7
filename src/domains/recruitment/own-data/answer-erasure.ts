import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { ApplicationsDataErased } from '../../applications/contracts/index.js';
import { RecruitmentDataErased } from '../contracts/index.js';

/** This domain's answer to an erasure: an application counts in the statistics without anybody's name, and stays. */
@Injectable()
export class AnswerErasure {
  constructor(private readonly clock: Clock) {}

  @Consumes(ApplicationsDataErased, 'recruitment.own-data-erasures')
  answer(em: EntityManager, { aggregateId, accountId }: ApplicationsDataErased): Promise<void> {
    recordEvent(em, RecruitmentDataErased, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
    });
    return Promise.resolve();
  }
}
