import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import type { ReachApplication } from '../applications/lock-application.js';
import type { RevisionSummaryView } from './revision.dto.js';
import { Revision } from './revision.entity.js';

/** What was submitted when and to whom, the latest first; without personal data. */
@Injectable()
export class FindRevisions {
  constructor(private readonly em: EntityManager) {}

  async page(
    caller: CallerIdentity,
    reach: ReachApplication,
    applicationId: string,
    query: PageQuery,
  ): Promise<Page<RevisionSummaryView>> {
    await reach(this.em, caller, applicationId);
    return findPage(this.em, Revision, { applicationId }, { number: 'desc' }, query, toRevisionSummary);
  }
}

export const toRevisionSummary = (revision: Revision): RevisionSummaryView => ({
  number: revision.number,
  planId: revision.planId,
  baseId: revision.baseId,
  baseName: revision.baseName,
  specialty: revision.specialty,
  sendingUnit: revision.sendingUnit,
  requirementsVersion: revision.requirements?.version ?? null,
  submittedAt: revision.submittedAt.toISOString(),
});
