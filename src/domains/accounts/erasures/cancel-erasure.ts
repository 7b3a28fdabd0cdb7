import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { OwnErasureRequestView } from './erasure.dto.js';
import { ErasureRequest } from './erasure-request.entity.js';
import { ErasureRequestNotFound } from './erasure.problems.js';
import { ErasureViews } from './erasure-views.js';

@Injectable()
export class CancelErasure {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly views: ErasureViews,
  ) {}

  async run(trainee: CallerIdentity, id: string): Promise<OwnErasureRequestView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const request = await em.findOneOrFail(
        ErasureRequest,
        { id, accountId: trainee.id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new ErasureRequestNotFound() },
      );
      request.cancel(trainee.id, now);
      recordAudit(em, trainee, { action: 'cancel-erasure', subjectType: 'erasure-request', subjectId: id, at: now });
      return this.views.own(request);
    });
  }
}
