import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { writeTemporary } from '../../../platform/files/temporary-file.js';
import { Job } from '../../../platform/jobs/job.js';
import { ObjectStore, type StoredObject } from '../../../platform/objects/object-store.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { DataExportReady } from '../contracts/index.js';
import { answeringDomains } from './answering-domains.js';
import { DataExport, DataExportPart } from './data-export.entity.js';
import { writeArchive } from './write-archive.js';

export const ASSEMBLE_DATA_EXPORT = 'accounts.assemble-data-export';

/** Makes the ZIP file of an export whose parts are all in; made again from the beginning after a crash. */
@Injectable()
export class AssembleDataExport {
  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
    private readonly parts: OwnDataParts,
  ) {}

  @Job({ name: ASSEMBLE_DATA_EXPORT })
  async run(em: EntityManager, { exportId }: { exportId: string }): Promise<void> {
    const dataExport = await em.findOne(DataExport, { id: exportId });
    if (dataExport?.status !== 'collecting') return;
    const parts = await em.find(DataExportPart, { exportId }, { orderBy: { domain: 'asc' } });
    const stored = await this.store(dataExport, parts);
    if (await this.complete(em.fork(), exportId, stored)) {
      // what a crash leaves here the sweep removes
      for (const { partKey } of parts) await this.parts.remove(partKey);
    } else {
      await this.objects.remove(dataExport.objectKey);
    }
  }

  private async store(dataExport: DataExport, parts: readonly DataExportPart[]): Promise<StoredObject> {
    const archive = await writeTemporary((file) =>
      writeArchive(file, {
        requestedAt: dataExport.requestedAt,
        parts: parts.map(({ domain, partKey }) => ({
          domain,
          title: answeringDomains[domain],
          read: () => this.parts.read(partKey),
        })),
        openFile: (objectKey) => this.objects.get(objectKey),
      }),
    );
    try {
      const content = createReadStream(archive.path);
      return await this.objects.put(dataExport.objectKey, content, { mediaType: 'application/zip' });
    } finally {
      await archive.remove();
    }
  }

  /** False when the export failed, or was erased, in the meantime. */
  private complete(em: EntityManager, exportId: string, stored: StoredObject): Promise<boolean> {
    return em.transactional(async (tx) => {
      const now = this.clock.now();
      const dataExport = await tx.findOne(DataExport, { id: exportId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (dataExport?.status !== 'collecting') return false;
      const expiresAt = dataExport.complete(stored, now);
      recordEvent(tx, DataExportReady, {
        aggregateId: dataExport.id,
        aggregateVersion: dataExport.version,
        occurredAt: now.toISOString(),
        accountId: dataExport.accountId,
        expiresAt: expiresAt.toISOString(),
      });
      const subject = { subjectType: 'data-export', subjectId: dataExport.id };
      recordAudit(tx, 'platform', {
        action: 'complete-data-export',
        ...subject,
        at: now,
        facts: { size: stored.size, sha256: stored.sha256 },
      });
      return true;
    });
  }
}
