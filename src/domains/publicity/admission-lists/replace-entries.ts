import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { Candidate } from '../candidates/candidate.entity.js';
import { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import { CandidateNotEligible } from '../publicity.problems.js';
import { AdmissionListEntry } from './admission-list-entry.entity.js';
import type { AdmissionList } from './admission-list.entity.js';
import { lockList } from './lock-list.js';
import { requirePlaces } from './places.js';

/** Makes a draft's entries the given candidates, in the given order. */
@Injectable()
export class ReplaceEntries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  async run(administrator: CallerIdentity, id: string, version: number, given: readonly string[]) {
    const applicationIds = given.map((applicationId) => applicationId.toLowerCase());
    refuseRepeated(applicationIds);
    return this.em.transactional(async (em): Promise<AdmissionList> => {
      const list = await lockList(em, administrator, id);
      requireVersion(version, list.version);
      list.require('replace-entries');
      const candidates = await findCandidates(em, list.planId, applicationIds);
      const plan = await em.findOneOrFail(PublicityPlan, { id: list.planId });
      await requirePlaces(em, plan, candidates.length);

      await em.nativeDelete(AdmissionListEntry, { listId: list.id });
      em.persist(candidates.map((candidate, index) => AdmissionListEntry.list(candidate, list.id, index + 1)));
      list.replaceEntries(candidates.length);
      recordAudit(em, administrator, {
        action: 'replace-entries',
        subjectType: 'admission-list',
        subjectId: list.id,
        at: this.clock.now(),
        facts: { applicationIds },
      });
      return list;
    });
  }
}

async function findCandidates(em: EntityManager, planId: string, applicationIds: string[]): Promise<Candidate[]> {
  const found = await em.find(Candidate, { applicationId: { $in: applicationIds } });
  const byId = new Map(found.map((candidate) => [candidate.applicationId, candidate]));
  const candidates = applicationIds.map((applicationId) => byId.get(applicationId));
  const wrong = candidates.flatMap((candidate, index) => (candidate?.isEligibleFor(planId) ? [] : [index]));
  if (wrong.length > 0) {
    const detail = { zh: '不是本计划二审通过且未公示的学员', en: 'is no candidate of this plan' };
    throw new CandidateNotEligible({
      errors: wrong.map((index) => ({ pointer: `/applicationIds/${index}`, code: 'not-eligible', detail })),
      members: { applicationIds: wrong.map((index) => applicationIds[index]) },
    });
  }
  return candidates as Candidate[];
}

function refuseRepeated(applicationIds: readonly string[]): void {
  const detail = { zh: '与前面重复', en: 'is on the list already' };
  const errors = applicationIds.flatMap((applicationId, index) =>
    applicationIds.indexOf(applicationId) === index
      ? []
      : [{ pointer: `/applicationIds/${index}`, code: 'repeated', detail }],
  );
  if (errors.length > 0) throw new InvalidRequest({ errors });
}
