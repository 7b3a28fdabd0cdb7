import type { EntityManager } from '@mikro-orm/postgresql';
import { randomUUID } from 'node:crypto';
import type { Sealed } from '../../../platform/encryption/field-encryption.js';
import type { EventFields } from '../../../platform/events/domain-event.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { actorOf } from '../applications/application.lifecycle.js';
import type { Application, StepTaken } from '../applications/application.entity.js';
import {
  type ApplicationAction,
  type ApplicationEvent,
  ApplicationStatusChanged,
  type SubmissionEvent,
} from '../contracts/index.js';
import { TimelineEntry } from './timeline-entry.entity.js';

/** Writes a step that was taken into the timeline and announces it, in the transaction that takes it. */
export function recordStep(em: EntityManager, application: Application, step: StepTaken): void {
  const { action, at, from, previousPlanId, reason } = step;
  const { id: applicationId, status: to, revision } = application;
  em.persist(
    em.create(TimelineEntry, {
      ...{ id: randomUUID(), applicationId, at, actor: actorOf[action], action, outcome: 'applied', from, to },
      ...{ revision, submission: application.submission || null, reason, refusal: null },
    }),
  );
  recordEvent(em, ApplicationStatusChanged, {
    ...eventFields(application, at),
    ...{ action, from, to, previousPlanId, reason },
    idNumber: application.idNumber,
    photoKey: application.photoKey ?? null,
  });
}

/** A step that came too late, or concerns what no longer counts: told on the timeline, nothing else changes. */
export function recordRefusal(
  em: EntityManager,
  { id: applicationId, status, revision, submission }: Application,
  refused: { action: ApplicationAction; at: Date; reason: Sealed | null; refusal: string },
): void {
  em.persist(
    em.create(TimelineEntry, {
      ...{ id: randomUUID(), applicationId, actor: actorOf[refused.action], outcome: 'refused' },
      ...{ from: status, to: status, revision, submission: submission || null, ...refused },
    }),
  );
}

/** What every event of an application tells; the version is the one after the step. */
export const eventFields = (application: Application, at: Date): EventFields<ApplicationEvent> => ({
  aggregateId: application.id,
  aggregateVersion: application.version,
  occurredAt: at.toISOString(),
  traineeId: application.traineeId,
  planId: application.planId,
  baseId: application.baseId,
  batchId: application.batchId,
  specialty: application.specialty,
  revision: application.revision,
  applicantName: application.name,
  maskedApplicantName: application.maskedName,
  sendingUnit: application.sendingUnit,
});

/** What both kinds of submission tell. */
export const submissionFields = (application: Application, at: Date): EventFields<SubmissionEvent> => ({
  ...eventFields(application, at),
  idNumber: application.idNumber,
});
