import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { NoticeBaseNotFound, NoticeBaseRequired } from '../publicity.problems.js';
import { Notice } from './notice.entity.js';
import type { PostNoticeRequest } from './notices.dto.js';

/** Publishes an announcement, in a base's name or, by the province's administrators, in the province's. */
@Injectable()
export class PostNotice {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(
    administrator: CallerIdentity,
    { title, body, pinned = false, baseId }: PostNoticeRequest,
  ): Promise<Notice> {
    return this.em.transactional(async (em) => {
      const issuer = await findIssuer(em, administrator, baseId?.toLowerCase());
      const now = this.clock.now();
      const notice = Notice.announce({ title, body, pinned }, issuer, administrator.id, now);
      em.persist(notice);
      const subject = { subjectType: 'notice', subjectId: notice.id };
      recordAudit(em, administrator, { action: 'post-notice', ...subject, at: now, facts: { pinned } });
      return notice;
    });
  }
}

async function findIssuer(em: EntityManager, administrator: CallerIdentity, baseId: string | undefined) {
  if (baseId === undefined) {
    if (administrator.has('province_admin')) return null;
    const detail = { zh: '请选择基地', en: 'is needed of a base administrator' };
    throw new NoticeBaseRequired({ errors: [{ pointer: '/baseId', code: 'required', detail }] });
  }
  // its plans tell the base's name: the newest version has the one that counts
  const [plan] = await em.find(PublicityPlan, { baseId }, { orderBy: { version: 'desc' }, limit: 1 });
  if (!plan || !administrator.actsFor(baseId)) throw new NoticeBaseNotFound();
  return plan;
}
