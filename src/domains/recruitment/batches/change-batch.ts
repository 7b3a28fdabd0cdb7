import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { announcePlans } from '../plans/announce-plans.js';
import { Batch } from './batch.entity.js';
import { BatchNameTaken, BatchNotFound } from './batch.problems.js';
import { type BatchView, DEFAULT_GRACE_DAYS, type SaveBatchRequest, toBatchView } from './batches.dto.js';

@Injectable()
export class ChangeBatch {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string, read: number, request: SaveBatchRequest): Promise<BatchView> {
    const [opensAt, closesAt] = [new Date(request.opensAt), new Date(request.closesAt)];
    return this.em.transactional(async (em) => {
      const batch = await em.findOneOrFail(
        Batch,
        { id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new BatchNotFound() },
      );
      requireVersion(read, batch.version);
      if (await em.count(Batch, { name: request.name, id: { $ne: id } })) throw new BatchNameTaken();
      const now = this.clock.now();
      batch.reschedule(opensAt, closesAt, now);
      em.assign(batch, {
        name: request.name,
        resubmissionGraceDays: request.resubmissionGraceDays ?? DEFAULT_GRACE_DAYS,
      });
      recordAudit(em, caller, { action: 'change-batch', subjectType: 'batch', subjectId: id, at: now });
      await announcePlans(em, { batch: id }, now);
      return toBatchView(batch, now);
    });
  }
}
