import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import type {
  ErasureRequestsQuery,
  ErasureRequestSummaryView,
  ErasureRequestView,
  OwnErasureRequestView,
} from './erasure.dto.js';
import { ErasureRequest } from './erasure-request.entity.js';
import { ErasureRequestNotFound } from './erasure.problems.js';
import { ErasureViews } from './erasure-views.js';

const newestFirst = { requestedAt: 'desc', id: 'desc' } as const;

@Injectable()
export class FindErasureRequests {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly views: ErasureViews,
  ) {}

  own(trainee: CallerIdentity, query: PageQuery): Promise<Page<OwnErasureRequestView>> {
    const where = { accountId: trainee.id };
    return findPage(this.em, ErasureRequest, where, newestFirst, query, (request) => this.views.own(request));
  }

  /** Newest first; of people only the masked name. */
  async page({ status, ...query }: ErasureRequestsQuery): Promise<Page<ErasureRequestSummaryView>> {
    const where = status === undefined ? {} : { status };
    const page = await findPage(this.em, ErasureRequest, where, newestFirst, query, (request) => request);
    return { items: await this.views.summaries(this.em, page.items), nextCursor: page.nextCursor };
  }

  /** What the trainee wrote is for whoever decides: each look is audited. */
  async one(administrator: CallerIdentity, id: string): Promise<ErasureRequestView> {
    return this.em.transactional(async (em) => {
      const failHandler = () => new ErasureRequestNotFound();
      const request = await em.findOneOrFail(ErasureRequest, { id }, { failHandler });
      const subject = { subjectType: 'erasure-request', subjectId: id };
      recordAudit(em, administrator, { action: 'view-erasure-request', ...subject, at: this.clock.now() });
      return this.views.whole(em, request);
    });
  }
}
