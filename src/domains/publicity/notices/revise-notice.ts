import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { NoticeNotFound } from '../publicity.problems.js';
import { Notice } from './notice.entity.js';
import type { ReviseNoticeRequest } from './notices.dto.js';

/** Corrects an announcement; the notice of an admission list stays as it was published. */
@Injectable()
export class ReviseNotice {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(administrator: CallerIdentity, id: string, version: number, request: ReviseNoticeRequest): Promise<Notice> {
    const { title, body, pinned = false } = request;
    return this.em.transactional(async (em) => {
      const notice = await em.findOne(Notice, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!notice || !mayRevise(administrator, notice)) throw new NoticeNotFound();
      requireVersion(version, notice.version);
      const now = this.clock.now();
      notice.revise({ title, body, pinned }, now);
      const subject = { subjectType: 'notice', subjectId: notice.id };
      recordAudit(em, administrator, { action: 'revise-notice', ...subject, at: now, facts: { pinned } });
      return notice;
    });
  }
}

const mayRevise = (administrator: CallerIdentity, { baseId }: Notice): boolean =>
  baseId ? administrator.actsFor(baseId) : administrator.has('province_admin');
