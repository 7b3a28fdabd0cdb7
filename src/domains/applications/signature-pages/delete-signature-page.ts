import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { lockOwnApplication } from '../applications/lock-application.js';
import { findDraftPage } from './find-draft-page.js';

/** Takes back a page that was not submitted yet; its object is removed by the sweep. */
@Injectable()
export class DeleteSignaturePage {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(trainee: CallerIdentity, applicationId: string, id: string): Promise<void> {
    await this.em.transactional(async (em) => {
      await lockOwnApplication(em, trainee, applicationId);
      em.remove(await findDraftPage(em, applicationId, id));
      recordAudit(em, trainee, {
        action: 'delete-signature-page',
        subjectType: 'application',
        subjectId: applicationId,
        at: this.clock.now(),
        facts: { pageId: id },
      });
    });
  }
}
