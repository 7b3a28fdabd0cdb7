import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { Job } from '../../../platform/jobs/job.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { DataExportFailed } from '../contracts/index.js';
import { answeringDomainNames } from './answering-domains.js';
import { DataExport, DataExportPart } from './data-export.entity.js';

/** Ends exports whose time is over and removes what nobody needs any more, however it came to be left. */
@Injectable()
export class SweepDataExports {
  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
    private readonly parts: OwnDataParts,
  ) {}

  @Job({ name: 'accounts.sweep-data-exports', cron: '*/15 * * * *' })
  async run(em: EntityManager): Promise<void> {
    const now = this.clock.now();
    const late = { status: 'collecting', answersDueAt: { $lte: now } } as const;
    const over = { status: 'ready', expiresAt: { $lte: now } } as const;
    for (const { id } of await em.find(DataExport, late, { fields: ['id'] })) await this.fail(em.fork(), id, now);
    for (const { id } of await em.find(DataExport, over, { fields: ['id'] })) await this.expire(em.fork(), id, now);
    await this.removeUnwanted(em.fork());
  }

  private async fail(em: EntityManager, id: string, now: Date): Promise<void> {
    await em.transactional(async (tx) => {
      const dataExport = await tx.findOneOrFail(DataExport, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (dataExport.status !== 'collecting') return;
      dataExport.fail();
      const answered = (await tx.find(DataExportPart, { exportId: id })).map(({ domain }) => domain);
      recordEvent(tx, DataExportFailed, {
        aggregateId: id,
        aggregateVersion: dataExport.version,
        occurredAt: now.toISOString(),
        accountId: dataExport.accountId,
      });
      const missing = answeringDomainNames.filter((domain) => !answered.includes(domain));
      const subject = { subjectType: 'data-export', subjectId: id };
      recordAudit(tx, 'platform', { action: 'fail-data-export', ...subject, at: now, facts: { missing } });
    });
  }

  private async expire(em: EntityManager, id: string, now: Date): Promise<void> {
    await em.transactional(async (tx) => {
      const dataExport = await tx.findOneOrFail(DataExport, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (dataExport.status !== 'ready') return;
      dataExport.expire();
      const subject = { subjectType: 'data-export', subjectId: id };
      recordAudit(tx, 'platform', { action: 'expire-data-export', ...subject, at: now });
    });
  }

  /**
   * Parts are wanted while their export is collected, a ZIP file from then until it expires. What lies there is listed
   * first: an export is committed before anything is put for it.
   */
  private async removeUnwanted(em: EntityManager): Promise<void> {
    const parts = await listed(this.parts.list());
    const archives = await listed(this.objects.list(DataExport.objectFolder));
    const wanted = await em.find(DataExport, { status: { $in: ['collecting', 'ready'] } });
    const collecting = new Set(wanted.filter(({ status }) => status === 'collecting').map(({ id }) => id));
    for (const { key, exportId } of parts) if (!collecting.has(exportId)) await this.parts.remove(key);
    const kept = new Set(wanted.map(({ objectKey }) => objectKey));
    for (const { key } of archives) if (!kept.has(key)) await this.objects.remove(key);
  }
}

async function listed<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
