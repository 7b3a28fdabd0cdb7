import { defineEntity, p } from '@mikro-orm/core';
import { ERASED_NAME } from '../../../platform/encryption/mask.js';
import { specialties } from '../../recruitment/contracts/index.js';
import { CompletedBeforeStart } from './training.problems.js';
import { type TrainingAction, trainingLifecycle } from './training.lifecycle.js';

const TrainingRecordSchema = defineEntity({
  name: 'TrainingRecord',
  schema: 'exams',
  tableName: 'training_record',
  indexes: [{ properties: ['baseId', 'admittedAt', 'id'] }],
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    applicationId: p.uuid().unique(),
    // of the application's events, the highest that was seen
    applicationVersion: p.integer(),
    traineeId: p.uuid().index(),
    planId: p.uuid().index(),
    baseId: p.uuid(),
    batchId: p.uuid(),
    specialty: p.enum(specialties),
    // sealed, kinds name and id-number; the masked form stands beside for lists
    name: p.text(),
    maskedName: p.string().length(60),
    idNumber: p.text(),
    sendingUnit: p.string().length(200),
    // of the copy that belongs to this domain; null when the application had no photo
    photoKey: p.string().length(200).nullable(),
    status: p.enum(trainingLifecycle.states),
    admittedAt: p.datetime(),
    startedOn: p.date().nullable(),
    completedOn: p.date().nullable(),
  },
});

/** 轮转培训记录 of an admitted trainee. Changed only while its row is locked, so that `version` counts its changes. */
export class TrainingRecord extends TrainingRecordSchema.class {
  start(startedOn: string): void {
    this.follow('start');
    this.startedOn = startedOn;
  }

  complete(completedOn: string): void {
    const next = trainingLifecycle.next(this.status, 'complete');
    if (this.startedOn !== null && this.startedOn !== undefined && completedOn < this.startedOn) {
      throw new CompletedBeforeStart({ members: { startedOn: this.startedOn } });
    }
    this.completedOn = completedOn;
    this.moveTo(next);
  }

  graduate(): void {
    this.follow('graduate');
  }

  /** Takes out who it was: the record counts on without a name. */
  erase(): void {
    Object.assign(this, { name: '', maskedName: ERASED_NAME, idNumber: '', photoKey: null });
    this.version += 1;
  }

  private follow(action: TrainingAction): void {
    this.moveTo(trainingLifecycle.next(this.status, action));
  }

  private moveTo(status: TrainingRecord['status']): void {
    this.status = status;
    this.version += 1;
  }
}
TrainingRecordSchema.setClass(TrainingRecord);
