import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { chinaDate } from '../../../platform/clock/china-date.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import type { DataExportLinkView, DataExportView } from './data-export.dto.js';
import { type DataExport, DataExportPart } from './data-export.entity.js';
import { DataExportNotFound } from './data-export.problems.js';
import { newestDataExport } from './request-data-export.js';
import { viewDataExport } from './view-data-export.js';

const LINK_SECONDS = 5 * 60;

/** How far the caller's newest export is, and the link to it once it is ready: each link leaves an audit record. */
@Injectable()
export class FindMyDataExport {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  async run(trainee: CallerIdentity): Promise<DataExportView> {
    const now = this.clock.now();
    return this.em.transactional(async (em) => {
      const newest = await newestDataExport(em, trainee.id);
      if (!newest) throw new DataExportNotFound();
      const parts = await em.find(DataExportPart, { exportId: newest.id });
      const answered = parts.map(({ domain }) => domain);
      if (newest.statusAt(now) !== 'ready') return viewDataExport(newest, answered, null, now);
      const subject = { subjectType: 'data-export', subjectId: newest.id };
      recordAudit(em, trainee, { action: 'link-data-export', ...subject, at: now });
      return viewDataExport(newest, answered, await this.linkTo(newest), now);
    });
  }

  private async linkTo({ objectKey, requestedAt }: DataExport): Promise<DataExportLinkView> {
    const { url, expiresAt } = await this.objects.signedLink(objectKey, {
      fileName: `个人数据-${chinaDate(requestedAt)}.zip`,
      mediaType: 'application/zip',
      expiresInSeconds: LINK_SECONDS,
      disposition: 'attachment',
    });
    return { url, expiresAt: expiresAt.toISOString() };
  }
}
