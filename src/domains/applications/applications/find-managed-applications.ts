import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { FindTimeline } from '../timeline/find-timeline.js';
import type { TimelineView } from '../timeline/timeline.dto.js';
import { type ApplicationCriteria, conditionsOf, criteriaOf, factsOf, latestFirst } from './application-criteria.js';
import { Application } from './application.entity.js';
import { DescribeApplications } from './describe-applications.js';
import { findManagedApplication } from './find-managed-application.js';
import type {
  ListApplicationsQuery,
  ManagedApplicationView,
  SearchApplicationsRequest,
} from './managed-application.dto.js';

/** The applications of the bases that an administrator acts for, the latest first. */
@Injectable()
export class FindManagedApplications {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly describeApplications: DescribeApplications,
    private readonly findTimeline: FindTimeline,
  ) {}

  page(admin: CallerIdentity, query: ListApplicationsQuery): Promise<Page<ManagedApplicationView>> {
    const { limit, cursor, ...filters } = query;
    return this.pageOf(this.em, criteriaOf(this.encryption, admin, filters), { limit, cursor });
  }

  /** The same by name or ID number, too: whoever looks for a person is noted, with what was found or with nothing. */
  search(admin: CallerIdentity, request: SearchApplicationsRequest): Promise<Page<ManagedApplicationView>> {
    const { limit, cursor, ...filters } = request;
    const criteria = criteriaOf(this.encryption, admin, filters);
    return this.em.transactional(async (em) => {
      const page = await this.pageOf(em, criteria, { limit, cursor });
      const facts = { ...factsOf(criteria), found: page.items.length, isLastPage: page.nextCursor === null };
      const subject = { subjectType: 'application', subjectId: 'search' };
      if (facts.by.length > 0) {
        recordAudit(em, admin, { action: 'search-applications', ...subject, at: this.clock.now(), facts });
      }
      return page;
    });
  }

  async one(admin: CallerIdentity, id: string): Promise<ManagedApplicationView> {
    const [view] = await this.describe(this.em, [await findManagedApplication(this.em, admin, id)]);
    return view as ManagedApplicationView;
  }

  async timeline(admin: CallerIdentity, id: string): Promise<TimelineView> {
    await findManagedApplication(this.em, admin, id);
    return this.findTimeline.whole(id);
  }

  private async pageOf(
    em: EntityManager,
    criteria: ApplicationCriteria,
    query: PageQuery,
  ): Promise<Page<ManagedApplicationView>> {
    const where = { $and: conditionsOf(criteria) };
    const { items, nextCursor } = await findPage(em, Application, where, latestFirst, query, (found) => found);
    return { items: await this.describe(em, items), nextCursor };
  }

  private async describe(em: EntityManager, applications: Application[]): Promise<ManagedApplicationView[]> {
    const summaries = await this.describeApplications.summaries(em, applications, 'staff');
    return summaries.map((summary, index) => {
      const { traineeId, maskedName } = applications[index] as Application;
      return { ...summary, traineeId, maskedName };
    });
  }
}
