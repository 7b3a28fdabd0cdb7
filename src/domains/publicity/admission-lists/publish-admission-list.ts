import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { specialtyNames } from '../../recruitment/contracts/index.js';
import { Candidate } from '../candidates/candidate.entity.js';
import { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { CandidatePublicized } from '../contracts/index.js';
import { Notice } from '../notices/notice.entity.js';
import { CandidateNotEligible, ListEmpty } from '../publicity.problems.js';
import { AdmissionListEntry } from './admission-list-entry.entity.js';
import { takingAPlace } from './admission-list-entry.lifecycle.js';
import type { AdmissionList } from './admission-list.entity.js';
import type { PublishAdmissionListRequest } from './admission-lists.dto.js';
import { lockList } from './lock-list.js';
import { requirePlaces } from './places.js';
import { publicityPeriod } from './publicity-period.js';

/** Makes a list public for its period, with a notice, and announces each person on it. */
@Injectable()
export class PublishAdmissionList {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(administrator: CallerIdentity, id: string, request: PublishAdmissionListRequest): Promise<AdmissionList> {
    const now = this.clock.now();
    return this.em.transactional(async (em) => {
      const list = await lockList(em, administrator, id);
      list.require('publish');
      const period = publicityPeriod(now, request.endsAt);
      const plan = await lockPlan(em, list.planId);
      const entries = await findPublishable(em, list);
      await requirePlaces(em, plan, entries.length);

      const title = request.title ?? titleFor(plan);
      const notice = Notice.ofList(list.id, title, plan, period.endsAt, administrator.id, now);
      em.persist(notice);
      list.publish(period, notice.id, administrator.id, now);
      for (const entry of entries) this.publicize(em, entry, notice, period.endsAt, now);
      recordAudit(em, administrator, {
        action: 'publish-admission-list',
        subjectType: 'admission-list',
        subjectId: list.id,
        at: now,
        facts: { noticeId: notice.id, entries: entries.length, ...period },
      });
      return list;
    });
  }

  private publicize(em: EntityManager, entry: AdmissionListEntry, notice: Notice, endsAt: Date, now: Date): void {
    entry.publicize();
    recordEvent(em, CandidatePublicized, {
      aggregateId: entry.id,
      aggregateVersion: entry.version,
      occurredAt: now.toISOString(),
      applicationId: entry.applicationId,
      applicationVersion: entry.applicationVersion,
      listId: entry.listId,
      noticeId: notice.id,
      endsAt: endsAt.toISOString(),
    });
  }
}

/** Two lists of one plan are published one after the other, so that the second counts the places that the first took. */
const lockPlan = (em: EntityManager, id: string): Promise<PublicityPlan> =>
  em.findOneOrFail(PublicityPlan, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });

async function findPublishable(em: EntityManager, list: AdmissionList): Promise<AdmissionListEntry[]> {
  const entries = await em.find(
    AdmissionListEntry,
    { listId: list.id, status: 'listed' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { position: 'asc' } },
  );
  if (entries.length === 0) throw new ListEmpty();
  const applicationId = { $in: entries.map((entry) => entry.applicationId) };
  const candidates = await em.find(Candidate, { applicationId });
  const elsewhere = await em.find(AdmissionListEntry, { applicationId, status: { $in: [...takingAPlace] } });
  // by the version that passed: a pass that was taken back and given again is listed anew
  const eligible = new Map(
    candidates.filter((one) => one.isEligibleFor(list.planId)).map((one) => [one.applicationId, one.version]),
  );
  elsewhere.forEach((entry) => eligible.delete(entry.applicationId));
  const wrong = entries.filter((entry) => eligible.get(entry.applicationId) !== entry.applicationVersion);
  if (wrong.length > 0) {
    throw new CandidateNotEligible({ members: { applicationIds: wrong.map((entry) => entry.applicationId) } });
  }
  return entries;
}

const titleFor = ({ baseName, batchName, specialty }: PublicityPlan): string =>
  `${baseName}${batchName}${specialtyNames[specialty]}专业拟录取名单公示`.slice(0, 200);
