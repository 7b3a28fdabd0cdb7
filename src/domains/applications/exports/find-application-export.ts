import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { chinaDate } from '../../../platform/clock/china-date.js';
import { Clock } from '../../../platform/clock/clock.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { XLSX } from '../../../platform/spreadsheets/write-template.js';
import type { DownloadLinkView } from '../uploads/link.dto.js';
import { type ApplicationExportView, viewExport } from './application-export.dto.js';
import { ApplicationExport } from './application-export.entity.js';
import { ExportNotFound, ExportNotReady } from './application-export.problems.js';

const LINK_SECONDS = 5 * 60;

/** How far an export is, and its file: for the account that asked, while it still acts for what is in it. */
@Injectable()
export class FindApplicationExport {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly objects: ObjectStore,
  ) {}

  async progress(admin: CallerIdentity, id: string): Promise<ApplicationExportView> {
    return viewExport(await this.find(this.em, admin, id));
  }

  /** Each link is noted in the audit trail, or is not given. */
  content(admin: CallerIdentity, id: string): Promise<DownloadLinkView> {
    return this.em.transactional(async (em) => {
      const found = await this.find(em, admin, id);
      const { state, personalData, rowsWritten: rows } = found;
      if (state !== 'done') throw new ExportNotReady({ members: { state } });
      const subject = { subjectType: 'application-export', subjectId: found.id };
      const facts = { personalData, rows };
      recordAudit(em, admin, { action: 'download-application-export', ...subject, at: this.clock.now(), facts });
      return this.linkTo(found);
    });
  }

  private async find(em: EntityManager, admin: CallerIdentity, id: string): Promise<ApplicationExport> {
    const found = await em.findOne(ApplicationExport, { id });
    if (!found?.isReadableBy(admin, this.clock.now())) throw new ExportNotFound();
    return found;
  }

  private async linkTo({ objectKey, createdAt }: ApplicationExport): Promise<DownloadLinkView> {
    const { url, expiresAt } = await this.objects.signedLink(objectKey, {
      fileName: `报名-${chinaDate(createdAt)}.xlsx`,
      mediaType: XLSX,
      expiresInSeconds: LINK_SECONDS,
      disposition: 'attachment',
    });
    return { url, expiresAt: expiresAt.toISOString() };
  }
}
