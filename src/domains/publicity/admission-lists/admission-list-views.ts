import type { Candidate } from '../candidates/candidate.entity.js';
import type { PublicityPlan } from '../candidates/publicity-plan.entity.js';
import type { AdmissionListEntry } from './admission-list-entry.entity.js';
import type { AdmissionList } from './admission-list.entity.js';
import { listActions } from './admission-list.lifecycle.js';
import type {
  AdmissionListEntryView,
  AdmissionListSummaryView,
  AdmissionListView,
  AdmissionCandidateView,
} from './admission-lists.dto.js';

export function toAdmissionListSummaryView(list: AdmissionList): AdmissionListSummaryView {
  const verdicts = listActions.map((action) => ({ action, code: list.whyNot(action)?.spec.code }));
  return {
    id: list.id,
    planId: list.planId,
    baseId: list.baseId,
    specialty: list.specialty,
    status: list.status,
    entryCount: list.entryCount,
    createdAt: list.createdAt.toISOString(),
    publishedAt: list.publishedAt?.toISOString() ?? null,
    endsAt: list.endsAt?.toISOString() ?? null,
    holidaysKnown: list.holidaysKnown ?? null,
    noticeId: list.noticeId ?? null,
    availableActions: verdicts.filter(({ code }) => code === undefined).map(({ action }) => action),
    blockedActions: verdicts.flatMap(({ action, code }) => (code === undefined ? [] : [{ action, code }])),
    version: list.version,
  };
}

export const toAdmissionListView = (
  list: AdmissionList,
  { baseName, batchName, quota }: PublicityPlan,
  remaining: number,
  entries: readonly AdmissionListEntry[],
): AdmissionListView => ({
  ...toAdmissionListSummaryView(list),
  baseName,
  batchName,
  quota,
  remaining,
  entries: entries.map(toEntryView),
});

export const toAdmissionCandidateView = ({
  applicationId,
  maskedApplicantName,
  sendingUnit,
}: Candidate): AdmissionCandidateView => ({
  applicationId,
  maskedApplicantName,
  sendingUnit,
});

const toEntryView = (entry: AdmissionListEntry): AdmissionListEntryView => ({
  id: entry.id,
  applicationId: entry.applicationId,
  maskedApplicantName: entry.maskedApplicantName,
  sendingUnit: entry.sendingUnit,
  position: entry.position,
  status: entry.status,
});
