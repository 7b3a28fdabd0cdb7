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
import { SignaturePage } from './signature-page.entity.js';

/** The pages of an application in the order of their upload, all sets and what is not submitted yet. */
@Injectable()
export class FindSignaturePages {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  async own(trainee: CallerIdentity, applicationId: string, query: PageQuery): Promise<Page<SignaturePageView>> {
    await findOwnApplication(this.em, trainee, applicationId);
    return this.page({ applicationId }, query);
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
      return this.page({ applicationId, submission: { $ne: null } }, query);
    });
  }

  private async page(where: FilterQuery<SignaturePage>, query: PageQuery): Promise<Page<SignaturePageView>> {
    const order = { sequence: 'asc' } as const;
    const { items, nextCursor } = await findPage(this.em, SignaturePage, where, order, query, (page) => page);
    return { items: await Promise.all(items.map((page) => toSignaturePageView(this.objects, page))), nextCursor };
  }
}
