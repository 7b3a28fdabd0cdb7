import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Consumes } from '../../../platform/events/consumes.js';
import { ResultPublished, SeatPublished, TrainingCompleted, TrainingStarted } from '../../exams/contracts/index.js';
import { followFact } from './follow-fact.js';

/** Applies what becomes of an admitted trainee: training, seats and results. */
@Injectable()
export class FollowExams {
  @Consumes(TrainingStarted, 'applications.started-trainings')
  async startTraining(em: EntityManager, { applicationId, occurredAt }: TrainingStarted): Promise<void> {
    await followFact(em, { ...plain, applicationId, action: 'start-training', at: new Date(occurredAt) });
  }

  @Consumes(TrainingCompleted, 'applications.completed-trainings')
  async completeTraining(em: EntityManager, { applicationId, occurredAt }: TrainingCompleted): Promise<void> {
    await followFact(em, { ...plain, applicationId, action: 'complete-training', at: new Date(occurredAt) });
  }

  @Consumes(SeatPublished, 'applications.published-seats')
  async scheduleExam(em: EntityManager, { aggregateId, applicationId, occurredAt }: SeatPublished): Promise<void> {
    const at = new Date(occurredAt);
    await followFact(em, { ...plain, applicationId, action: 'schedule-exam', at, seatId: aggregateId });
  }

  @Consumes(ResultPublished, 'applications.published-results')
  async concludeExam(em: EntityManager, event: ResultPublished): Promise<void> {
    const { aggregateId, applicationId, occurredAt, outcome } = event;
    const action = outcome === 'passed' ? 'graduate' : 'fail-exam';
    await followFact(em, { ...plain, applicationId, action, at: new Date(occurredAt), seatId: aggregateId });
  }
}

const plain = { reason: null, findings: [] };
