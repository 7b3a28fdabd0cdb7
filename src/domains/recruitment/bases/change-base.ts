import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { announcePlans } from '../plans/announce-plans.js';
import { BaseNameTaken, BaseNotFound } from './base.problems.js';
import { type ManagedBaseView, type SaveBaseRequest, toManagedBaseView } from './bases.dto.js';
import { TrainingBase } from './training-base.entity.js';

@Injectable()
export class ChangeBase {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string, read: number, request: SaveBaseRequest): Promise<ManagedBaseView> {
    return this.em.transactional(async (em) => {
      const base = await em.findOneOrFail(
        TrainingBase,
        { id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new BaseNotFound() },
      );
      requireVersion(read, base.version);
      if (await em.count(TrainingBase, { name: request.name, id: { $ne: id } })) throw new BaseNameTaken();
      const now = this.clock.now();
      em.assign(base, { ...request, introduction: request.introduction ?? null });
      recordAudit(em, caller, { action: 'change-base', subjectType: 'base', subjectId: id, at: now });
      await announcePlans(em, { base: id }, now);
      return toManagedBaseView(base);
    });
  }
}
