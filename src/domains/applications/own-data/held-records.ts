import type { EntityManager } from '@mikro-orm/postgresql';
import { Application } from '../applications/application.entity.js';
import { Attachment } from '../attachments/attachment.entity.js';
import { WaitingFact } from '../decisions/waiting-fact.entity.js';
import { IssuedForm } from '../forms/issued-form.entity.js';
import { Revision } from '../revisions/revision.entity.js';
import { SignaturePage } from '../signature-pages/signature-page.entity.js';
import { TimelineEntry } from '../timeline/timeline-entry.entity.js';

/** The rows of one trainee's applications and files, each in the order of its coming into being. */
export interface HeldRecords {
  readonly applications: readonly Application[];
  readonly attachments: readonly Attachment[];
  readonly revisions: readonly Revision[];
  readonly pages: readonly SignaturePage[];
  readonly timeline: readonly TimelineEntry[];
  readonly waiting: readonly WaitingFact[];
  readonly issuedForms: readonly IssuedForm[];
}

export async function findHeldRecords(em: EntityManager, traineeId: string): Promise<HeldRecords> {
  const applications = await em.find(Application, { traineeId }, { orderBy: { submittedAt: 'asc', id: 'asc' } });
  const applicationId = { $in: applications.map(({ id }) => id) };
  return {
    applications,
    attachments: await em.find(Attachment, { traineeId }, { orderBy: { uploadedAt: 'asc', id: 'asc' } }),
    revisions: await em.find(Revision, { applicationId }, { orderBy: { number: 'asc' } }),
    pages: await em.find(SignaturePage, { applicationId }, { orderBy: { sequence: 'asc' } }),
    timeline: await em.find(TimelineEntry, { applicationId }, { orderBy: { sequence: 'asc' } }),
    waiting: await em.find(WaitingFact, { applicationId }, { orderBy: { at: 'asc' } }),
    issuedForms: await em.find(IssuedForm, { applicationId }, { orderBy: { issuedAt: 'asc' } }),
  };
}
