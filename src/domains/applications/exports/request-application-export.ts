import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { enqueue } from '../../../platform/jobs/enqueue.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { conditionsOf, criteriaOf, factsOf } from '../applications/application-criteria.js';
import { Application } from '../applications/application.entity.js';
import { type ApplicationExportView, type ExportApplicationsRequest, viewExport } from './application-export.dto.js';
import { ApplicationExport } from './application-export.entity.js';
import { ExportRunning } from './application-export.problems.js';
import { WRITE_APPLICATION_EXPORT } from './write-application-export.js';

/** Queues a file of the applications that are asked for; whoever wants names and numbers whole says what for. */
@Injectable()
export class RequestApplicationExport {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(
    admin: CallerIdentity,
    { personalData, purpose, ...filters }: ExportApplicationsRequest,
  ): Promise<ApplicationExportView> {
    if (personalData === 'whole' && purpose === undefined) throw purposeMissing();
    const criteria = criteriaOf(this.encryption, admin, filters);
    return this.em.transactional(async (em) => {
      const now = this.clock.now();
      const rowsTotal = await em.count(Application, { $and: conditionsOf(criteria) });
      const asked = ApplicationExport.request(admin.id, { criteria, personalData, rowsTotal }, now);
      await this.insert(em, asked);
      await enqueue(
        em,
        WRITE_APPLICATION_EXPORT,
        { exportId: asked.id },
        { key: `${WRITE_APPLICATION_EXPORT}:${asked.id}` },
      );
      recordAudit(em, admin, {
        action: 'export-applications',
        subjectType: 'application-export',
        subjectId: asked.id,
        at: now,
        facts: { personalData, purpose, ...factsOf(criteria), rows: rowsTotal },
      });
      return viewExport(asked);
    });
  }

  /** Of two at once the second waits for the first, and is refused by the unique index. */
  private async insert(em: EntityManager, asked: ApplicationExport): Promise<void> {
    const inserted = await em.execute<object[]>(
      `insert into applications.application_export
         (id, account_id, state, personal_data, criteria, rows_written, rows_total, attempt, tries, created_at, expires_at)
       values (?, ?, ?, ?, ?::jsonb, 0, ?, 0, 0, ?, ?)
       on conflict (account_id) where state in ('waiting', 'running') do nothing returning id`,
      [
        ...[asked.id, asked.accountId, asked.state, asked.personalData, JSON.stringify(asked.criteria)],
        ...[asked.rowsTotal, asked.createdAt, asked.expiresAt],
      ],
    );
    if (inserted.length === 0) throw new ExportRunning();
  }
}

const purposeMissing = () =>
  new InvalidRequest({
    errors: [
      {
        pointer: '/purpose',
        code: 'required',
        detail: { zh: '导出完整个人信息须说明用途', en: 'is required for whole personal data' },
      },
    ],
  });
