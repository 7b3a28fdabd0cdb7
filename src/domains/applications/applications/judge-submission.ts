import type { EntityManager } from '@mikro-orm/postgresql';
import type { Problem } from '../../../platform/problems/problem.js';
import { Application } from './application.entity.js';
import { endedStatuses } from './application.lifecycle.js';
import { AlreadyApplied, ChangedSincePreview } from './application.problems.js';
import type { SubmissionDraft } from './draft-submission.js';

/** Everything that keeps a draft from being a first submission now, for the preview and the submission alike. */
export async function refusalsOfFirst(em: EntityManager, draft: SubmissionDraft, now: Date): Promise<Problem[]> {
  const { plan, applicant } = draft;
  const live = { traineeId: applicant.id, batchId: plan.batchId, status: { $nin: [...endedStatuses] } };
  const other = await em.findOne(Application, live);
  return [
    ...Application.refusalsOfSubmission(plan, now),
    ...(other ? [new AlreadyApplied({ members: { applicationId: other.id } })] : []),
    ...draft.refusals,
  ];
}

/** The same for a submission after a return. */
export const refusalsOfNext = (application: Application, draft: SubmissionDraft, now: Date): Problem[] => [
  ...application.refusalsOfResubmission(draft.plan, now),
  ...draft.refusals,
];

/** Refuses what is no longer what the trainee saw, when the trainee says what that was. */
export const refusalsOfConfirmed = (draft: SubmissionDraft, confirmed: string | null | undefined): Problem[] =>
  confirmed === undefined || confirmed === null || confirmed === draft.digest ? [] : [new ChangedSincePreview()];
