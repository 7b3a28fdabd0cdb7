import type { Sealed } from '../../../platform/encryption/field-encryption.js';
import { StepNotAllowed } from '../../../platform/problems/platform.problems.js';
import type { Application, SealedFinding } from '../applications/application.entity.js';
import { applicationLifecycle, canStillCome } from '../applications/application.lifecycle.js';
import type { ApplicationAction } from '../contracts/index.js';

/** What another domain decided about an application. */
export interface Fact {
  readonly applicationId: string;
  readonly action: ApplicationAction;
  readonly at: Date;
  readonly reason: Sealed | null;
  readonly findings: SealedFinding[];
  /** What a review looked at: a decision on anything but the latest no longer counts. */
  readonly reviewed?: { readonly revision: number; readonly submission: number | null };
  /** The application's version that the fact was built on, where its source told it. */
  readonly basis?: number;
  /** The seat that was given, or whose result it is. */
  readonly seatId?: string;
}

/** Why a decision was not applied: what was reviewed is no longer the latest. Told on timelines, never thrown. */
export const SUPERSEDED = 'applications.superseded';

export type Verdict = 'apply' | 'wait' | { readonly refusal: string };

/** Whether a fact takes its step now, came before its turn, or came too late. */
export function judgeFact(application: Application, { action, reviewed, basis, seatId }: Fact): Verdict {
  const { status } = application;
  const tooLate: Verdict = { refusal: StepNotAllowed.spec.code };
  if (reviewed) {
    if (reviewed.revision !== application.revision) return { refusal: SUPERSEDED };
    if (reviewed.submission !== null && reviewed.submission !== application.submission) {
      return { refusal: SUPERSEDED };
    }
    // a review answers what was submitted here, so it is never early
    return applicationLifecycle.allows(status, action) ? 'apply' : tooLate;
  }
  if (seatId !== undefined) return judgeSeat(application, action, seatId, tooLate);
  // a decision may have been taken back since, and given again: what was built on the first is not built on the second
  const outdated = basis !== undefined && basis < application.version;
  if (applicationLifecycle.allows(status, action)) return outdated ? { refusal: SUPERSEDED } : 'apply';
  return !outdated && canStillCome(status, action) ? 'wait' : tooLate;
}

/** Examinations come round again, so that a state alone does not tell which seat a fact is about. */
function judgeSeat(application: Application, action: ApplicationAction, seatId: string, tooLate: Verdict): Verdict {
  const { status } = application;
  const isTheSeat = application.seatId === seatId;
  if (action === 'schedule-exam' ? isTheSeat : isTheSeat && status !== 'exam_scheduled') return tooLate;
  const turn = action === 'schedule-exam' || isTheSeat;
  if (turn && applicationLifecycle.allows(status, action)) return 'apply';
  return canStillCome(status, action) ? 'wait' : tooLate;
}
