import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { findManagedApplication } from '../applications/find-managed-application.js';
import { findOwnApplication } from '../applications/lock-application.js';
import { type SignaturePageView, toSignaturePageView } from './signature-page.dto.js';
import { findPositions, SignaturePage } from './signature-page.entity.js';

/** The pages of an application in their order, all sets and what is not submitted yet. */
@Injectable()
export class FindSignaturePages {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  async own(trainee: CallerIdentity, applicationId: string, query: PageQuery): Promise<Page<SignaturePageView>> {
    await findOwnApplication(this.em, trainee, applicationId);
    return this.page(applicationId, { applicationId }, query);
  }

  /** Only what was submitted, the rest is the trainee's own still. Pages show whole personal data: the look is audited. */
  submitted(admin: CallerIdentity, applicationId: string, query: PageQuery): Promise<Page<SignaturePageView>> {
    return this.em.transactional(async (em) => {
      await findManagedApplication(em, admin, applicationId);
      recordAudit(em, admin, {
        action: 'view-signature-pages',
        subjectType: 'application',
        subjectId: applicationId,
        at: this.clock.now(),
      });
      return this.page(applicationId, { applicationId, submission: { $ne: null } }, query);
    });
  }

  private async page(
    applicationId: string,
    where: FilterQuery<SignaturePage>,
    query: PageQuery,
  ): Promise<Page<SignaturePageView>> {
    const found = await findPage(this.em, SignaturePage, where, { sequence: 'asc' }, query, (page) => page);
    const positions = await findPositions(this.em, applicationId);
    // one that was deleted between the two looks has no place any more
    const views = found.items.flatMap((page) => {
      const position = positions.get(page.id);
      return position === undefined ? [] : [toSignaturePageView(this.objects, page, position)];
    });
    return { items: await Promise.all(views), nextCursor: found.nextCursor };
  }
}
