import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Batch, requireFuture, requireOrder } from './batch.entity.js';
import { BatchNameTaken } from './batch.problems.js';
import { type BatchView, DEFAULT_GRACE_DAYS, type SaveBatchRequest, toBatchView } from './batches.dto.js';

@Injectable()
export class CreateBatch {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: SaveBatchRequest): Promise<BatchView> {
    const [opensAt, closesAt] = [new Date(request.opensAt), new Date(request.closesAt)];
    requireOrder(opensAt, closesAt);
    return this.em.transactional(async (em) => {
      if (await em.count(Batch, { name: request.name })) throw new BatchNameTaken();
      const now = this.clock.now();
      requireFuture(closesAt, now);
      const batch = em.create(Batch, {
        id: randomUUID(),
        name: request.name,
        opensAt,
        closesAt,
        resubmissionGraceDays: request.resubmissionGraceDays ?? DEFAULT_GRACE_DAYS,
        createdAt: now,
      });
      recordAudit(em, caller, { action: 'create-batch', subjectType: 'batch', subjectId: batch.id, at: now });
      await em.flush();
      return toBatchView(batch, now);
    });
  }
}
