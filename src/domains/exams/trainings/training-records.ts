import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { ObjectMissing, ObjectStore } from '../../../platform/objects/object-store.js';
import { ApplicationStatusChanged } from '../../applications/contracts/index.js';
import { trainingLifecycle } from './training.lifecycle.js';
import { TrainingRecord } from './training-record.entity.js';

/** Begins a training record when a trainee is admitted. */
@Injectable()
export class TrainingRecords {
  private readonly logger = new Logger(TrainingRecords.name);

  constructor(
    private readonly objects: ObjectStore,
    private readonly clock: Clock,
  ) {}

  @Consumes(ApplicationStatusChanged, 'exams.training-records')
  async follow(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    // locked, so that of two versions at once the higher one stays
    const record = await em.findOne(
      TrainingRecord,
      { applicationId: event.aggregateId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (record) record.applicationVersion = Math.max(record.applicationVersion, event.aggregateVersion);
    else if (event.to === 'admitted') await this.begin(em, event);
  }

  private async begin(em: EntityManager, event: ApplicationStatusChanged): Promise<void> {
    const record = em.create(TrainingRecord, {
      id: randomUUID(),
      version: 1,
      applicationId: event.aggregateId,
      applicationVersion: event.aggregateVersion,
      traineeId: event.traineeId,
      planId: event.planId,
      baseId: event.baseId,
      batchId: event.batchId,
      specialty: event.specialty,
      name: event.applicantName,
      maskedName: event.maskedApplicantName,
      idNumber: event.idNumber,
      sendingUnit: event.sendingUnit,
      photoKey: await this.ownPhoto(event),
      status: trainingLifecycle.initial,
      admittedAt: new Date(event.occurredAt),
      startedOn: null,
      completedOn: null,
    });
    em.persist(record);
    recordAudit(em, 'platform', {
      action: 'begin-training-record',
      subjectType: 'training-record',
      subjectId: record.id,
      at: this.clock.now(),
      facts: { applicationId: record.applicationId, hasPhoto: record.photoKey !== null },
    });
  }

  /** The key follows from the application, so that a message that comes again overwrites its own copy. */
  private async ownPhoto({ aggregateId, photoKey }: ApplicationStatusChanged): Promise<string | null> {
    if (!photoKey) return null;
    const ownKey = `exams/photos/${aggregateId.toLowerCase()}`;
    try {
      await this.objects.copy(photoKey, ownKey);
      return ownKey;
    } catch (error) {
      // a lost photo must not keep an admitted trainee from training: the ticket leaves a place to glue one on
      if (!(error instanceof ObjectMissing)) throw error;
      this.logger.warn(`the photo of application ${aggregateId} is missing`);
      return null;
    }
  }
}
