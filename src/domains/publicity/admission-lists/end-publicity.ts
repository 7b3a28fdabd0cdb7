import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { Job } from '../../../platform/jobs/job.js';
import { CandidateAdmitted } from '../contracts/index.js';
import { AdmissionListEntry } from './admission-list-entry.entity.js';
import { AdmissionList } from './admission-list.entity.js';

/** Admits whoever is left on a list when its publicity is over, once, however late the job comes to it. */
@Injectable()
export class EndPublicity {
  constructor(private readonly clock: Clock) {}

  @Job({ name: 'publicity.end-publicity', cron: '* * * * *' })
  async run(em: EntityManager): Promise<void> {
    const due = await em.find(
      AdmissionList,
      { status: 'published', endsAt: { $lte: this.clock.now() } },
      { fields: ['id'], orderBy: { endsAt: 'asc' } },
    );
    const failures: unknown[] = [];
    for (const { id } of due) {
      // one list that fails keeps no other waiting
      await em
        .fork()
        .transactional((tx) => this.end(tx, id))
        .catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${due.length} lists did not end`);
  }

  private async end(em: EntityManager, id: string): Promise<void> {
    const list = await em.findOneOrFail(AdmissionList, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // another process was faster
    if (list.status !== 'published') return;
    const now = this.clock.now();
    const remaining = await em.find(
      AdmissionListEntry,
      { listId: id, status: 'publicized' },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { position: 'asc' } },
    );
    list.end(now);
    for (const entry of remaining) {
      entry.admit();
      recordEvent(em, CandidateAdmitted, {
        aggregateId: entry.id,
        aggregateVersion: entry.version,
        occurredAt: now.toISOString(),
        applicationId: entry.applicationId,
        listId: id,
      });
    }
    const facts = { admitted: remaining.length };
    recordAudit(em, 'platform', {
      action: 'end-publicity',
      subjectType: 'admission-list',
      subjectId: id,
      at: now,
      facts,
    });
  }
}
