import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { TakeBackRefused } from '../../applications/contracts/index.js';
import { TakeBack } from './take-back.entity.js';

/** Notes which decisions stand although their reviewers wanted them back; `QueueOfCases` opens the others again. */
@Injectable()
export class SettleTakeBacks {
  constructor(private readonly clock: Clock) {}

  @Consumes(TakeBackRefused, 'review.refused-take-backs')
  async refuse(em: EntityManager, { caseId, refusal }: TakeBackRefused): Promise<void> {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    const takeBack = await em.findOneOrFail(TakeBack, { caseId, state: 'asked' }, lock);
    const at = this.clock.now();
    takeBack.refuse(refusal, at);
    const told = { subjectType: 'review-case', subjectId: caseId, at, facts: { refusal } };
    recordAudit(em, 'platform', { action: 'refuse-take-back', ...told });
  }
}
