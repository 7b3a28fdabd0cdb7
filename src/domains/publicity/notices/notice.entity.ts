import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import { specialties } from '../../recruitment/contracts/index.js';
import type { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { NoticeOfList } from '../publicity.problems.js';

export const noticeKinds = ['admission-list', 'announcement'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const NoticeSchema = defineEntity({
  name: 'Notice',
  schema: 'publicity',
  tableName: 'notice',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    kind: p.enum(noticeKinds),
    title: p.string().length(200),
    // plain text of an announcement; an admission list speaks for itself
    body: p.text().nullable(),
    pinned: p.boolean(),
    // the base that publishes; none for the province
    baseId: p.uuid().nullable(),
    baseName: p.string().length(200).nullable(),
    specialty: p.enum(specialties).nullable(),
    listId: p.uuid().nullable().unique(),
    publishedAt: p.datetime(),
    publishedBy: p.uuid(),
    // when the publicity of an admission list is over
    endsAt: p.datetime().nullable(),
    updatedAt: p.datetime(),
  },
  indexes: [{ properties: ['pinned', 'publishedAt', 'id'], name: 'notice_page_index' }],
  checks: [
    {
      name: 'notice_complete_for_its_kind',
      expression: "(kind = 'admission-list') = (list_id is not null) and (kind = 'announcement') = (body is not null)",
    },
  ],
});

/** What an announcement says. */
export interface AnnouncementText {
  readonly title: string;
  readonly body: string;
  readonly pinned: boolean;
}

/** Who publishes a notice; null where it is the province. */
type Issuer = Pick<PublicityPlan, 'baseId' | 'baseName'> | null;

/** Something that everybody may read (信息公布): an announcement, or an admission list during and after its publicity. */
export class Notice extends NoticeSchema.class {
  static announce(text: AnnouncementText, issuer: Issuer, publishedBy: string, now: Date): Notice {
    return Notice.make({ kind: 'announcement', ...text }, issuer, publishedBy, now);
  }

  static ofList(listId: string, title: string, plan: PublicityPlan, endsAt: Date, publishedBy: string, now: Date) {
    const { specialty } = plan;
    const fields = { kind: 'admission-list', title, pinned: false, listId, specialty, endsAt } as const;
    return Notice.make(fields, plan, publishedBy, now);
  }

  private static make(fields: Partial<Notice>, issuer: Issuer, publishedBy: string, now: Date): Notice {
    const none = { body: null, specialty: null, listId: null, endsAt: null };
    return Object.assign(new Notice(), none, fields, {
      id: randomUUID(),
      version: 1,
      baseId: issuer?.baseId ?? null,
      baseName: issuer?.baseName ?? null,
      publishedBy,
      publishedAt: now,
      updatedAt: now,
    });
  }

  /** Corrects an announcement; what became of an admission list is told by its entries alone. */
  revise(text: AnnouncementText, now: Date): void {
    if (this.kind !== 'announcement') throw new NoticeOfList();
    Object.assign(this, text, { updatedAt: now });
    this.version += 1;
  }

  /** An entry of the list is no longer shown: whoever kept the page by its version has to read it again. */
  showLess(): void {
    this.version += 1;
  }
}
NoticeSchema.setClass(Notice);
