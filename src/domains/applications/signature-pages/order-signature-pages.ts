import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { textArray } from '../../../platform/database/text-array.js';
import type { Page } from '../../../platform/http/page.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { lockOwnApplication } from '../applications/lock-application.js';
import { type SignaturePageView, toSignaturePageView } from './signature-page.dto.js';
import { SignaturePage } from './signature-page.entity.js';
import { SignaturePageOrderIncomplete } from './signature-page.problems.js';

/** Puts the pages that are not submitted yet into another order. */
@Injectable()
export class OrderSignaturePages {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  /** `ids` are all those pages, each once: an order made before another device added one would lose its place. */
  async run(trainee: CallerIdentity, applicationId: string, ids: readonly string[]): Promise<Page<SignaturePageView>> {
    return this.em.transactional(async (em) => {
      await lockOwnApplication(em, trainee, applicationId);
      const drafts = { where: { applicationId, submission: null }, orderBy: { sequence: 'asc' } } as const;
      const before = (await em.find(SignaturePage, drafts.where, { orderBy: drafts.orderBy })).map(({ id }) => id);
      const isWhole = ids.length === before.length && before.every((id) => ids.includes(id));
      if (!isWhole) throw new SignaturePageOrderIncomplete({ members: { pageIds: before } });

      await dealOut(em, applicationId, ids);
      recordAudit(em, trainee, {
        action: 'order-signature-pages',
        subjectType: 'application',
        subjectId: applicationId,
        at: this.clock.now(),
        facts: { pageIds: ids },
      });
      const pages = await em.find(SignaturePage, drafts.where, { orderBy: drafts.orderBy, refresh: true });
      const items = pages.map((page, index) => toSignaturePageView(this.objects, page, index + 1));
      return { items: await Promise.all(items), nextCursor: null };
    });
  }
}

/** Gives the places that the pages have together to the pages in the order of `ids`. */
async function dealOut(em: EntityManager, applicationId: string, ids: readonly string[]): Promise<void> {
  await em.execute(
    `update applications.signature_page p set sequence = place.sequence
     from (select sequence, row_number() over (order by sequence) as nth from applications.signature_page
           where application_id = ? and submission is null) place
     join unnest(?::uuid[]) with ordinality wanted (id, nth) on wanted.nth = place.nth
     where p.id = wanted.id`,
    [applicationId, textArray(ids)],
  );
}
