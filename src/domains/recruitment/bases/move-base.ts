import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { announcePlans } from '../plans/announce-plans.js';
import type { BaseAction } from './base.lifecycle.js';
import { BaseNotFound } from './base.problems.js';
import { type ManagedBaseView, toManagedBaseView } from './bases.dto.js';
import { TrainingBase } from './training-base.entity.js';

/** Suspends a base or lets it resume: its plans stay as they are, but take no submissions meanwhile. */
@Injectable()
export class MoveBase {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(caller: CallerIdentity, id: string, action: BaseAction): Promise<ManagedBaseView> {
    return this.em.transactional(async (em) => {
      const base = await em.findOneOrFail(
        TrainingBase,
        { id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, failHandler: () => new BaseNotFound() },
      );
      base.follow(action);
      const now = this.clock.now();
      recordAudit(em, caller, { action: `${action}-base`, subjectType: 'base', subjectId: id, at: now });
      await announcePlans(em, { base: id }, now);
      return toManagedBaseView(base);
    });
  }
}
