import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { FindTimeline } from '../timeline/find-timeline.js';
import type { TimelineView } from '../timeline/timeline.dto.js';
import type { ApplicationView } from './application.dto.js';
import { Application } from './application.entity.js';
import { DescribeApplications } from './describe-applications.js';
import { findOwnApplication } from './lock-application.js';

/** A trainee's own applications, of all batches, the latest first. */
@Injectable()
export class FindMyApplications {
  constructor(
    private readonly em: EntityManager,
    private readonly describeApplications: DescribeApplications,
    private readonly findTimeline: FindTimeline,
  ) {}

  async page(trainee: CallerIdentity, query: PageQuery): Promise<Page<ApplicationView>> {
    const where = { traineeId: trainee.id };
    const order = { submittedAt: 'desc', id: 'desc' } as const;
    const { items, nextCursor } = await findPage(this.em, Application, where, order, query, (found) => found);
    return { items: await this.describeApplications.run(this.em, items), nextCursor };
  }

  async one(trainee: CallerIdentity, id: string): Promise<ApplicationView> {
    return this.describeApplications.one(this.em, await findOwnApplication(this.em, trainee, id));
  }

  async timeline(trainee: CallerIdentity, id: string): Promise<TimelineView> {
    await findOwnApplication(this.em, trainee, id);
    return this.findTimeline.taken(id);
  }
}
