import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { Candidate } from '../candidates/candidate.entity.js';
import { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { ListNotFound } from '../publicity.problems.js';
import { AdmissionListEntry } from './admission-list-entry.entity.js';
import { toAdmissionListSummaryView, toAdmissionListView, toAdmissionCandidateView } from './admission-list-views.js';
import { AdmissionList } from './admission-list.entity.js';
import type {
  AdmissionListsQuery,
  AdmissionListSummaryView,
  AdmissionListView,
  AdmissionCandidateView,
} from './admission-lists.dto.js';
import { placesLeft } from './places.js';

/** The admission lists of the caller's bases, and who could be put on one. */
@Injectable()
export class FindAdmissionLists {
  constructor(private readonly em: EntityManager) {}

  page(caller: CallerIdentity, query: AdmissionListsQuery): Promise<Page<AdmissionListSummaryView>> {
    const { planId, status } = query;
    const where = {
      ...(caller.has('province_admin') ? {} : { baseId: { $in: [...caller.baseIds] } }),
      ...(planId !== undefined && { planId }),
      ...(status !== undefined && { status }),
    };
    const newestFirst = { createdAt: 'desc', id: 'desc' } as const;
    return findPage(this.em, AdmissionList, where, newestFirst, query, toAdmissionListSummaryView);
  }

  async one(caller: CallerIdentity, id: string): Promise<AdmissionListView> {
    return this.show(await this.find(caller, id));
  }

  async show(list: AdmissionList): Promise<AdmissionListView> {
    const plan = await this.em.findOneOrFail(PublicityPlan, { id: list.planId });
    const entries = await this.em.find(AdmissionListEntry, { listId: list.id }, { orderBy: { position: 'asc' } });
    return toAdmissionListView(list, plan, await placesLeft(this.em, plan), entries);
  }

  /** Who passed second review for the list's plan and is not publicized yet. */
  async candidates(caller: CallerIdentity, id: string, query: PageQuery): Promise<Page<AdmissionCandidateView>> {
    const { planId } = await this.find(caller, id);
    const eligible = { planId, status: 'second_review_passed' } as const;
    return findPage(this.em, Candidate, eligible, { applicationId: 'asc' }, query, toAdmissionCandidateView);
  }

  private async find(caller: CallerIdentity, id: string): Promise<AdmissionList> {
    const list = await this.em.findOne(AdmissionList, { id });
    if (!list || !caller.actsFor(list.baseId)) throw new ListNotFound();
    return list;
  }
}
