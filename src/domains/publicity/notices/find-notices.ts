import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { AdmissionListEntry } from '../admission-lists/admission-list-entry.entity.js';
import { takingAPlace } from '../admission-lists/admission-list-entry.lifecycle.js';
import { NoticeNotFound } from '../publicity.problems.js';
import { Notice } from './notice.entity.js';
import type { NoticeEntryView, NoticeSummaryView, NoticeView } from './notices.dto.js';

/** What everybody may read: pinned above, newest first, and of people only what is meant for the public. */
@Injectable()
export class FindNotices {
  constructor(private readonly em: EntityManager) {}

  page(query: PageQuery): Promise<Page<NoticeSummaryView>> {
    const order = { pinned: 'desc', publishedAt: 'desc', id: 'desc' } as const;
    return findPage(this.em, Notice, {}, order, query, toNoticeSummaryView);
  }

  async one(id: string): Promise<NoticeView> {
    const notice = await this.em.findOne(Notice, { id });
    if (!notice) throw new NoticeNotFound();
    return this.show(notice);
  }

  async show(notice: Notice): Promise<NoticeView> {
    const { listId } = notice;
    const shown = { $in: [...takingAPlace] };
    const entries = listId
      ? await this.em.find(AdmissionListEntry, { listId, status: shown }, { orderBy: { position: 'asc' } })
      : [];
    return {
      ...toNoticeSummaryView(notice),
      body: notice.body ?? null,
      entries: entries.flatMap((entry, index) => toNoticeEntryView(entry, index + 1, notice)),
      updatedAt: notice.updatedAt.toISOString(),
      version: notice.version,
    };
  }
}

const toNoticeSummaryView = (notice: Notice): NoticeSummaryView => ({
  id: notice.id,
  kind: notice.kind,
  title: notice.title,
  pinned: notice.pinned,
  baseName: notice.baseName ?? null,
  specialty: notice.specialty ?? null,
  publishedAt: notice.publishedAt.toISOString(),
  endsAt: notice.endsAt?.toISOString() ?? null,
});

/** Numbered anew, so that the page has no gap where somebody was taken off it. */
const toNoticeEntryView = (
  { maskedApplicantName, sendingUnit }: AdmissionListEntry,
  position: number,
  { specialty, baseName }: Notice,
): NoticeEntryView[] =>
  specialty && baseName ? [{ position, maskedName: maskedApplicantName, sendingUnit, specialty, baseName }] : [];
