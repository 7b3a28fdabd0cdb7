import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { Account } from '../account.entity.js';
import { ErasureApproved } from '../contracts/index.js';
import { EraseAccount } from './erase-account.js';
import type { ErasureRequestView } from './erasure.dto.js';
import { ErasureWhileApplying } from './erasure.problems.js';
import { ErasureViews } from './erasure-views.js';
import { isApplying } from './is-applying.js';
import { lockErasureRequest } from './lock-erasure-request.js';

/** The account is gone with the approval; every other domain erases its part when it hears of it. */
@Injectable()
export class ApproveErasure {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly eraseAccount: EraseAccount,
    private readonly views: ErasureViews,
  ) {}

  async run(administrator: CallerIdentity, id: string): Promise<ErasureRequestView> {
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const request = await lockErasureRequest(em, id);
      request.approve(administrator.id, now);
      const { accountId } = request;
      if (await isApplying(em, accountId)) throw new ErasureWhileApplying();
      const account = await em.findOneOrFail(
        Account,
        { id: accountId },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      const { phone, email } = account;
      await this.eraseAccount.run(em, account);
      recordEvent(em, ErasureApproved, {
        aggregateId: request.id,
        aggregateVersion: request.version,
        occurredAt: now.toISOString(),
        accountId,
        accountVersion: account.version,
        phone,
        email,
      });
      const subject = { subjectType: 'erasure-request', subjectId: id };
      recordAudit(em, administrator, { action: 'approve-erasure', ...subject, at: now, facts: { accountId } });
      return this.views.whole(em, request);
    });
  }
}
