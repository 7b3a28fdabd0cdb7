import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { ERASED_NAME } from '../../../platform/encryption/mask.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { AdmissionListEntry } from '../admission-lists/admission-list-entry.entity.js';
import { AdmissionList } from '../admission-lists/admission-list.entity.js';
import { ApplicationsDataErased } from '../../applications/contracts/index.js';
import { Candidate } from '../candidates/candidate.entity.js';
import { PublicityDataErased } from '../contracts/index.js';

/** This domain's answer to an erasure: a list that was published stays as the public saw it, masked names and all. */
@Injectable()
export class AnswerErasure {
  constructor(private readonly clock: Clock) {}

  @Consumes(ApplicationsDataErased, 'publicity.own-data-erasures')
  async answer(em: EntityManager, event: ApplicationsDataErased): Promise<void> {
    const { aggregateId, accountId } = event;
    const applicationId = { $in: event.applicationIds };
    await em.nativeUpdate(Candidate, { applicationId }, { applicantName: '', maskedApplicantName: ERASED_NAME });
    const entries = await em.find(AdmissionListEntry, { applicationId });
    const drafts = await em.find(AdmissionList, { id: { $in: entries.map(({ listId }) => listId) }, status: 'draft' });
    const listId = { $in: drafts.map(({ id }) => id) };
    await em.nativeUpdate(AdmissionListEntry, { applicationId, listId }, { maskedApplicantName: ERASED_NAME });
    recordEvent(em, PublicityDataErased, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
    });
  }
}
