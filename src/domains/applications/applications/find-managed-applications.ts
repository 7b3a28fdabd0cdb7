import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { findPage, type Page } from '../../../platform/http/page.js';
import { FindTimeline } from '../timeline/find-timeline.js';
import type { TimelineView } from '../timeline/timeline.dto.js';
import { Application } from './application.entity.js';
import { DescribeApplications } from './describe-applications.js';
import { findManagedApplication } from './find-managed-application.js';
import type { ListApplicationsQuery, ManagedApplicationView } from './managed-application.dto.js';

/** The applications of the bases that an administrator acts for, the latest first. */
@Injectable()
export class FindManagedApplications {
  constructor(
    private readonly em: EntityManager,
    private readonly describeApplications: DescribeApplications,
    private readonly findTimeline: FindTimeline,
  ) {}

  async page(admin: CallerIdentity, query: ListApplicationsQuery): Promise<Page<ManagedApplicationView>> {
    const { planId, baseId, batchId, status } = query;
    const asked = Object.fromEntries(
      Object.entries({ planId, baseId, batchId, status }).filter(([, value]) => value !== undefined),
    );
    const where = admin.has('province_admin') ? asked : { $and: [{ baseId: { $in: [...admin.baseIds] } }, asked] };
    const order = { submittedAt: 'desc', id: 'desc' } as const;
    const { items, nextCursor } = await findPage(this.em, Application, where, order, query, (found) => found);
    return { items: await this.describe(items), nextCursor };
  }

  async one(admin: CallerIdentity, id: string): Promise<ManagedApplicationView> {
    const [view] = await this.describe([await findManagedApplication(this.em, admin, id)]);
    return view as ManagedApplicationView;
  }

  async timeline(admin: CallerIdentity, id: string): Promise<TimelineView> {
    await findManagedApplication(this.em, admin, id);
    return this.findTimeline.whole(id);
  }

  private async describe(applications: Application[]): Promise<ManagedApplicationView[]> {
    const summaries = await this.describeApplications.summaries(this.em, applications, 'staff');
    return summaries.map((summary, index) => {
      const { traineeId, maskedName } = applications[index] as Application;
      return { ...summary, traineeId, maskedName };
    });
  }
}
