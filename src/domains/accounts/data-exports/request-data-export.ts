import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { SessionEnded } from '../../../platform/problems/platform.problems.js';
import { Account } from '../account.entity.js';
import { DataExportRequested } from '../contracts/index.js';
import { DataExport } from './data-export.entity.js';
import type { DataExportView } from './data-export.dto.js';
import { viewDataExport } from './view-data-export.js';

/** Asks every domain for what it holds about the caller; they answer later, and the ZIP file is made then. */
@Injectable()
export class RequestDataExport {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(trainee: CallerIdentity): Promise<DataExportView> {
    const { id: accountId } = trainee;
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      // of two requests the second waits here, and then finds the first; the unique index stands behind that
      const account = await em.findOne(
        Account,
        { id: accountId, erasedAt: null },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!account) throw new SessionEnded();
      const requested = DataExport.request(accountId, await newestDataExport(em, accountId), now);
      em.persist(requested);
      const { id: aggregateId, version: aggregateVersion } = requested;
      recordEvent(em, DataExportRequested, {
        aggregateId,
        aggregateVersion,
        occurredAt: now.toISOString(),
        accountId,
      });
      const subject = { subjectType: 'data-export', subjectId: aggregateId };
      recordAudit(em, trainee, { action: 'request-data-export', ...subject, at: now });
      return viewDataExport(requested, [], null, now);
    });
  }
}

export async function newestDataExport(em: EntityManager, accountId: string): Promise<DataExport | null> {
  const [newest] = await em.find(DataExport, { accountId }, { orderBy: { requestedAt: 'desc', id: 'desc' }, limit: 1 });
  return newest ?? null;
}
