import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { ErasureRefused } from '../contracts/index.js';
import type { ErasureRequestView } from './erasure.dto.js';
import { ErasureViews } from './erasure-views.js';
import { lockErasureRequest } from './lock-erasure-request.js';

/** Leaves the trainee as they are, and has them told why. */
@Injectable()
export class RefuseErasure {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly views: ErasureViews,
  ) {}

  async run(administrator: CallerIdentity, id: string, reason: string): Promise<ErasureRequestView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const request = await lockErasureRequest(em, id);
      const sealed = this.encryption.seal('remark', reason);
      request.refuse(sealed, administrator.id, now);
      recordEvent(em, ErasureRefused, {
        aggregateId: request.id,
        aggregateVersion: request.version,
        occurredAt: now.toISOString(),
        accountId: request.accountId,
        reason: sealed,
      });
      const subject = { subjectType: 'erasure-request', subjectId: id };
      recordAudit(em, administrator, { action: 'refuse-erasure', ...subject, at: now });
      return this.views.whole(em, request);
    });
  }
}
