import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { baseLifecycle } from './base.lifecycle.js';
import { BaseNameTaken } from './base.problems.js';
import { type ManagedBaseView, type SaveBaseRequest, toManagedBaseView } from './bases.dto.js';
import { TrainingBase } from './training-base.entity.js';

@Injectable()
export class CreateBase {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, request: SaveBaseRequest): Promise<ManagedBaseView> {
    return this.em.transactional(async (em) => {
      if (await em.count(TrainingBase, { name: request.name })) throw new BaseNameTaken();
      const now = this.clock.now();
      const base = em.create(TrainingBase, {
        id: randomUUID(),
        ...request,
        introduction: request.introduction ?? null,
        status: baseLifecycle.initial,
        createdAt: now,
      });
      recordAudit(em, caller, { action: 'create-base', subjectType: 'base', subjectId: base.id, at: now });
      await em.flush();
      return toManagedBaseView(base);
    });
  }
}
