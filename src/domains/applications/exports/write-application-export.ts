import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { writeTemporary } from '../../../platform/files/temporary-file.js';
import { Job } from '../../../platform/jobs/job.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { withoutValues } from '../../../platform/observability/without-values.js';
import { writeSheets } from '../../../platform/spreadsheets/write-sheets.js';
import { XLSX } from '../../../platform/spreadsheets/write-template.js';
import { ApplicationExport } from './application-export.entity.js';
import { exportedColumns, type ExportedApplication } from './exported-columns.js';
import { exportedRows } from './exported-rows.js';
import { stepExport } from './step-export.js';

export const WRITE_APPLICATION_EXPORT = 'applications.write-export';

/** Another attempt began, or the export is gone: nobody waits for this one any more. */
class Superseded extends Error {}

/** Writes the file of an export, from the first row on at each attempt, and tells how far it is. */
@Injectable()
export class WriteApplicationExport {
  private readonly logger = new Logger(WriteApplicationExport.name);

  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly objects: ObjectStore,
  ) {}

  @Job({ name: WRITE_APPLICATION_EXPORT })
  async run(em: EntityManager, { exportId }: { exportId: string }): Promise<void> {
    const started = await this.step(em, exportId, undefined, (found) =>
      found.isWornOut ? found.fail() : found.start(),
    );
    if (!started?.isUnderWay) return;
    const { objectKey, attempt } = started;
    try {
      const rows = await this.store(em, started);
      if (await this.step(em, exportId, attempt, (found) => found.complete(rows))) return;
      await this.objects.remove(objectKey);
    } catch (error) {
      await this.objects.remove(objectKey).catch(() => undefined);
      if (error instanceof Superseded) return;
      if (!started.isWornOut) throw error;
      this.logger.error({ exportId, message: `the export was given up: ${withoutValues(error).message}` });
      await this.step(em, exportId, attempt, (found) => found.fail());
    }
  }

  /** Stores the file and gives the number of its rows. */
  private async store(em: EntityManager, started: ApplicationExport): Promise<number> {
    const progress = { rows: 0 };
    const columns = exportedColumns(this.encryption, started.personalData);
    const batches = this.counted(em, started, progress);
    const file = await writeTemporary((path) => writeSheets(path, { name: '报名', columns, batches }));
    try {
      await this.objects.put(started.objectKey, createReadStream(file.path), { mediaType: XLSX });
      return progress.rows;
    } finally {
      await file.remove();
    }
  }

  /** The rows, each batch of them told once it was taken; ends with `Superseded` when nobody waits for more. */
  private async *counted(
    em: EntityManager,
    { id, attempt, criteria }: ApplicationExport,
    progress: { rows: number },
  ): AsyncGenerator<readonly ExportedApplication[]> {
    for await (const batch of exportedRows(em, criteria)) {
      yield batch;
      progress.rows += batch.length;
      const told = await em.fork().nativeUpdate(ApplicationExport, { id, attempt }, { rowsWritten: progress.rows });
      if (told === 0) throw new Superseded();
    }
  }

  private step(em: EntityManager, id: string, attempt: number | undefined, step: (found: ApplicationExport) => void) {
    return stepExport(em.fork(), { id, attempt, at: this.clock.now() }, step);
  }
}
