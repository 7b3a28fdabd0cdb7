import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import type { OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { AdmissionListEntry } from '../admission-lists/admission-list-entry.entity.js';
import { AdmissionList } from '../admission-lists/admission-list.entity.js';
import { ApplicationsDataExported } from '../../applications/contracts/index.js';
import { Candidate } from '../candidates/candidate.entity.js';
import { PublicityDataExported } from '../contracts/index.js';
import { Notice } from '../notices/notice.entity.js';

/** This domain's answer to an export; a list that is still a draft is no more told than to anybody else. */
@Injectable()
export class AnswerDataExport {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly parts: OwnDataParts,
  ) {}

  @Consumes(ApplicationsDataExported, 'publicity.own-data-exports')
  async answer(em: EntityManager, event: ApplicationsDataExported): Promise<void> {
    const { aggregateId, accountId } = event;
    recordEvent(em, PublicityDataExported, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
      partKey: await this.parts.write(aggregateId, 'publicity', await this.partOf(em, event.applicationIds)),
    });
  }

  private async partOf(em: EntityManager, ids: readonly string[]): Promise<OwnDataPart> {
    const applicationId = { $in: [...ids] };
    const candidates = await em.find(Candidate, { applicationId });
    const lists = await em.find(AdmissionList, { status: { $ne: 'draft' }, id: { $in: await listIdsOf(em, ids) } });
    const listId = { $in: lists.map(({ id }) => id) };
    const entries = await em.find(AdmissionListEntry, { applicationId, listId });
    const notices = new Map((await em.find(Notice, { listId })).map((notice) => [notice.listId, notice]));
    return {
      explained: {
        candidates: '通过二审后作为拟录取候选人的记录',
        entries: '列入的拟录取名单及其公示（公示的只有脱敏姓名和选送单位）',
      },
      data: {
        candidates: candidates.map(({ applicantName, version: _, ...candidate }) => ({
          ...candidate,
          applicantName: this.encryption.open('name', applicantName),
        })),
        entries: entries.map((entry) => entryOf(entry, notices.get(entry.listId))),
      },
      files: [],
    };
  }
}

async function listIdsOf(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const entries = await em.find(AdmissionListEntry, { applicationId: { $in: [...ids] } }, { fields: ['listId'] });
  return entries.map(({ listId }) => listId);
}

const entryOf = (
  { applicationId, listId, position, status, maskedApplicantName, sendingUnit }: AdmissionListEntry,
  notice: Notice | undefined,
) => ({
  ...{ applicationId, listId, position, status, maskedApplicantName, sendingUnit },
  notice: notice && {
    id: notice.id,
    title: notice.title,
    publishedAt: notice.publishedAt,
    endsAt: notice.endsAt,
  },
});
