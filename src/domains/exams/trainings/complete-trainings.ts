import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { TrainingCompleted } from '../contracts/index.js';
import { dateUpToToday } from './date-up-to-today.js';
import { eachOnItsOwn } from './each-on-its-own.js';
import type { CompleteTrainingsRequest, TrainingOutcomesView } from './training.dto.js';

@Injectable()
export class CompleteTrainings {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: CompleteTrainingsRequest): Promise<TrainingOutcomesView> {
    const now = this.clock.now();
    const completedOn = dateUpToToday('/completedOn', request.completedOn, now);
    return eachOnItsOwn(this.em, caller, request.trainingIds, (em, record) => {
      record.complete(completedOn);
      recordEvent(em, TrainingCompleted, {
        aggregateId: record.id,
        aggregateVersion: record.version,
        occurredAt: now.toISOString(),
        applicationId: record.applicationId,
      });
      recordAudit(em, caller, {
        action: 'complete-training',
        subjectType: 'training-record',
        subjectId: record.id,
        at: now,
        facts: { completedOn },
      });
    });
  }
}
