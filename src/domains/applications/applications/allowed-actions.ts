import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import type { ProblemClass } from '../../../platform/problems/problem.js';
import { TAKE_BACK_MINUTES } from '../../review/contracts/index.js';
import type { ApplicationAction } from '../contracts/index.js';
import { NoSignaturePages } from '../signature-pages/signature-page.problems.js';
import type { Application } from './application.entity.js';
import { actorOf, applicationLifecycle } from './application.lifecycle.js';
import { BatchClosed } from './application.problems.js';

/** What an action asks for beside the right state. */
export interface Circumstances {
  readonly now: Date;
  /** When the days of grace end. */
  readonly resubmissionEndsAt: Date;
  /** When it came to where it stands. */
  readonly statusChangedAt: Date;
  /** Pages that were uploaded and not yet submitted. */
  readonly draftPages: number;
}

export interface AllowedActions {
  readonly availableActions: ApplicationAction[];
  readonly blockedActions: { readonly action: ApplicationAction; readonly code: string }[];
}

/** What the trainee, or else the staff, can do with an application now, and why not the rest. */
export function allowedActions(
  { status }: Pick<Application, 'status'>,
  whose: 'trainee' | 'staff',
  circumstances: Circumstances,
): AllowedActions {
  const actions = applicationLifecycle.actions.filter(
    (action) => (actorOf[action] === 'trainee') === (whose === 'trainee'),
  );
  const judged = actions.map((action) => ({
    action,
    code: applicationLifecycle.allows(status, action)
      ? obstacle(action, circumstances)?.spec.code
      : StepNotAllowed.spec.code,
  }));
  return {
    availableActions: judged.filter(({ code }) => code === undefined).map(({ action }) => action),
    blockedActions: judged.flatMap(({ action, code }) => (code === undefined ? [] : [{ action, code }])),
  };
}

function obstacle(
  action: ApplicationAction,
  { now, resubmissionEndsAt, statusChangedAt, draftPages }: Circumstances,
): ProblemClass | undefined {
  if (action === 'resubmit' && now >= resubmissionEndsAt) return BatchClosed;
  if (action === 'submit-signature-pages' && draftPages === 0) return NoSignaturePages;
  // whoever decided takes it back in `review`; here is only told whether it can still be
  const reopens = action === 'reopen-first-review' || action === 'reopen-second-review';
  const standsFrom = statusChangedAt.getTime() + TAKE_BACK_MINUTES * 60_000;
  if (reopens && (draftPages > 0 || now.getTime() >= standsFrom)) return StepNotAllowed;
  return undefined;
}
