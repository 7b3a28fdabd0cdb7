import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { VirusScanner } from '../../../platform/files/virus-scanner.js';
import { Job } from '../../../platform/jobs/job.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { Metrics } from '../../../platform/observability/metrics.js';
import {
  type CheckedFile,
  countUnavailable,
  type Due,
  dueFiles,
  type FileTable,
  fileTables,
  type Found,
  markFile,
} from './checked-files.js';
import { lookAtFile } from './look-at-file.js';
import type { FileStatus } from './stored-file.js';

const HOUR = 3600 * 1000;
const WEEK = 7 * 24 * HOUR;
const AT_ONCE = 200;
// fewer can be gone one by one
const A_WHOLE_STORE = 20;

const actions: Readonly<Record<FileStatus, string>> = {
  kept: 'find-file-again',
  lost: 'find-file-lost',
  quarantined: 'quarantine-file',
};

/**
 * Looks for what the sweep can't see: rows whose object is gone or not what it was. New files are looked at within the
 * hour; every file is read whole once a week, against its hash and through the scanner, whose signatures are newer now.
 * What was lost is looked for again, since a store can be restored.
 */
@Injectable()
export class CheckFiles {
  private readonly logger = new Logger(CheckFiles.name);

  constructor(
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
    private readonly scanner: VirusScanner,
    metrics: Metrics,
  ) {
    const help = 'Files that are lost or quarantined, by whether they stand in a submission';
    metrics.gauge('applications_unavailable_files', help, 'file', countUnavailable);
  }

  @Job({ name: 'applications.check-files', cron: '41 * * * *' })
  async run(em: EntityManager): Promise<void> {
    const now = this.clock.now();
    const lost: Due = { before: new Date(now.getTime() - HOUR), status: 'lost' };
    const kept: Due = { before: new Date(now.getTime() - WEEK), status: 'kept' };
    for (const table of fileTables) {
      while ((await this.check(em, table, { unchecked: true })) === AT_ONCE);
      for (const due of [lost, kept]) await this.check(em, table, due);
    }
  }

  private async check(em: EntityManager, table: FileTable, due: Due): Promise<number> {
    const files = await dueFiles(em, table, due, AT_ONCE);
    const found: Found[] = [];
    for (const file of files) found.push(await lookAtFile(file, this.objects, this.scanner));
    this.refuseEmptyStore(files, found);
    for (const [index, file] of files.entries()) await this.settle(em, file, found[index] as Found);
    return files.length;
  }

  /** A store in which nothing is found is another store, or one whose disk is not there: no file was lost. */
  private refuseEmptyStore(files: readonly CheckedFile[], found: readonly Found[]): void {
    const known = files.filter(({ status }) => status === 'kept').length;
    if (known >= A_WHOLE_STORE && found.every(({ status }) => status === 'lost')) {
      throw new Error(`not one of ${files.length} files is in the object store: is it the right one?`);
    }
  }

  private async settle(em: EntityManager, file: CheckedFile, found: Found): Promise<void> {
    const { status } = found;
    const at = this.clock.now();
    await em.fork().transactional(async (tx) => {
      const marked = await markFile(tx, file, found, at);
      if (!marked || status === file.status) return;
      const { id, noun, isSubmitted } = file;
      const facts = { sha256: file.sha256, isSubmitted };
      recordAudit(tx, 'platform', { action: actions[status], subjectType: noun, subjectId: id, at, facts });
      // what stands in a submission its owner can't replace: somebody has to act
      if (status === 'kept') this.logger.log({ noun, id }, 'a lost file is there again');
      else this.logger[isSubmitted ? 'error' : 'warn']({ noun, id, status }, 'a file can not be served any more');
    });
  }
}
