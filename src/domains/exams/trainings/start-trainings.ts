import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { TrainingStarted } from '../contracts/index.js';
import { dateUpToToday } from './date-up-to-today.js';
import { eachOnItsOwn } from './each-on-its-own.js';
import type { StartTrainingsRequest, TrainingOutcomesView } from './training.dto.js';

@Injectable()
export class StartTrainings {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: StartTrainingsRequest): Promise<TrainingOutcomesView> {
    const now = this.clock.now();
    const startedOn = dateUpToToday('/startedOn', request.startedOn, now);
    return eachOnItsOwn(this.em, caller, request.trainingIds, (em, record) => {
      record.start(startedOn);
      recordEvent(em, TrainingStarted, {
        aggregateId: record.id,
        aggregateVersion: record.version,
        occurredAt: now.toISOString(),
        applicationId: record.applicationId,
      });
      recordAudit(em, caller, {
        action: 'start-training',
        subjectType: 'training-record',
        subjectId: record.id,
        at: now,
        facts: { startedOn },
      });
    });
  }
}
