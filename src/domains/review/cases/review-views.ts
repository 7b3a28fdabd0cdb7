import type { CallerIdentity } from '../../../platform/access/caller.js';
import type { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { endOfWorkingDays } from '../../../platform/calendar/working-days.js';
import { NotAllowed } from '../../../platform/problems/platform.problems.js';
import type { ReviewOutcome } from '../contracts/index.js';
import type { ReviewCase } from './review-case.entity.js';
import { type ReviewAction, reviewActions } from './review-case.lifecycle.js';
import type { TakeBackView } from '../decisions/take-back.dto.js';
import type { TakeBack } from '../decisions/take-back.entity.js';
import type { DocumentReviewView, ReviewFinding } from '../decisions/decision.dto.js';
import type {
  EarlierDocumentReviewView,
  PreviousReviewView,
  ReviewCaseSummaryView,
  ReviewCaseView,
} from './review.dto.js';
import { decidesFor } from './reviewer.js';
import { conflictOf, type Impartiality } from '../rules/conflicts.js';
import type { ReviewRules } from '../rules/review-rules.entity.js';

/** For whom and at which moment a case is shown: claims run out, and what can be done depends on who asks. */
export interface Reader {
  readonly caller: CallerIdentity;
  readonly now: Date;
  readonly rules: Pick<ReviewRules, 'limitWorkingDays'>;
  readonly impartiality: Impartiality;
}

export function toReviewCaseSummaryView(reviewCase: ReviewCase, reader: Reader): ReviewCaseSummaryView {
  const { now } = reader;
  const holder = reviewCase.holderAt(now);
  const verdicts = reviewActions.map((action) => ({ action, code: codeAgainst(action, reviewCase, reader) }));
  return {
    id: reviewCase.id,
    applicationId: reviewCase.applicationId,
    stage: reviewCase.stage,
    revision: reviewCase.revision,
    submission: reviewCase.submission ?? null,
    pagesWithoutCode: reviewCase.pagesWithoutCode ?? null,
    resubmitted: reviewCase.resubmitted,
    planId: reviewCase.planId,
    baseId: reviewCase.baseId,
    batchId: reviewCase.batchId,
    specialty: reviewCase.specialty,
    maskedApplicantName: reviewCase.maskedApplicantName,
    sendingUnit: reviewCase.sendingUnit,
    status: reviewCase.statusAt(now),
    submittedAt: reviewCase.submittedAt.toISOString(),
    ...dueOf(reviewCase, reader),
    claimedBy: holder?.claimedBy ?? null,
    claimedUntil: holder?.claimedUntil.toISOString() ?? null,
    decidedBy: reviewCase.decidedBy ?? null,
    decidedAt: reviewCase.decidedAt?.toISOString() ?? null,
    takeBackUntil: reviewCase.takeBackUntil?.toISOString() ?? null,
    closedAt: reviewCase.closedAt?.toISOString() ?? null,
    closedBecause: reviewCase.closedBecause ?? null,
    availableActions: verdicts.filter(({ code }) => code === undefined).map(({ action }) => action),
    blockedActions: verdicts.flatMap(({ action, code }) => (code === undefined ? [] : [{ action, code }])),
    version: reviewCase.version,
  };
}

/** What was before a case stood as it stands, newest first. */
export interface CaseHistory {
  /** Decided cases of earlier submissions of the same application. */
  readonly earlier: readonly ReviewCase[];
  readonly takeBacks: readonly TakeBack[];
}

export function toReviewCaseView(
  reviewCase: ReviewCase,
  { earlier, takeBacks }: CaseHistory,
  reader: Reader,
  encryption: FieldEncryption,
): ReviewCaseView {
  return {
    ...toReviewCaseSummaryView(reviewCase, reader),
    takeOverReason: openTakeOver(reviewCase, reader.now, encryption),
    ...openWords(reviewCase, encryption),
    documents: openDocuments(reviewCase, encryption),
    earlierDocuments: lastVerdicts(earlier, encryption),
    takeBacks: takeBacks.map((takeBack) => toTakeBackView(takeBack, encryption)),
    previousReview: earlier[0] ? toPreviousReviewView(earlier[0], encryption) : null,
  };
}

function toPreviousReviewView(previous: ReviewCase, encryption: FieldEncryption): PreviousReviewView | null {
  const { stage, revision, status, decidedAt } = previous;
  if (!decidedAt) return null;
  const outcome = status as ReviewOutcome;
  return { stage, revision, outcome, ...openWords(previous, encryption), decidedAt: decidedAt.toISOString() };
}

function toTakeBackView(takeBack: TakeBack, encryption: FieldEncryption): TakeBackView {
  const { state, refusal, outcome, decisionReason, decidedBy } = takeBack;
  return {
    state,
    reason: encryption.open('remark', takeBack.reason),
    askedAt: takeBack.askedAt.toISOString(),
    settledAt: takeBack.settledAt?.toISOString() ?? null,
    ...{ refusal, outcome, decidedBy },
    decisionReason: decisionReason === null ? null : encryption.open('remark', decisionReason),
    findings: openFindings(takeBack, encryption),
    documents: openDocuments(takeBack, encryption),
    decidedAt: takeBack.decidedAt.toISOString(),
  };
}

function openDocuments(
  { documents }: Pick<ReviewCase, 'documents'>,
  encryption: FieldEncryption,
): DocumentReviewView[] {
  return documents.map(({ fileId, verdict, comment }) => ({
    ...{ fileId, verdict },
    comment: comment === null ? null : encryption.open('remark', comment),
  }));
}

/** Of each file that any of the cases had, newest first, the verdict that was given last. */
function lastVerdicts(earlier: readonly ReviewCase[], encryption: FieldEncryption): EarlierDocumentReviewView[] {
  const last = new Map<string, EarlierDocumentReviewView>();
  for (const reviewCase of earlier) {
    const { stage, revision, decidedAt } = reviewCase;
    for (const document of openDocuments(reviewCase, encryption)) {
      if (last.has(document.fileId) || !decidedAt) continue;
      last.set(document.fileId, { ...document, stage, revision, decidedAt: decidedAt.toISOString() });
    }
  }
  return [...last.values()];
}

function openWords({ reason, findings }: ReviewCase, encryption: FieldEncryption) {
  return {
    reason: reason ? encryption.open('remark', reason) : null,
    findings: openFindings({ findings }, encryption),
  };
}

const openFindings = ({ findings }: Pick<ReviewCase, 'findings'>, encryption: FieldEncryption): ReviewFinding[] =>
  findings.map(({ pointer, comment }) => ({ pointer, comment: encryption.open('remark', comment) }));

const openTakeOver = (reviewCase: ReviewCase, now: Date, encryption: FieldEncryption) =>
  reviewCase.takeOverReason && reviewCase.holderAt(now) ? encryption.open('remark', reviewCase.takeOverReason) : null;

/** By when it should be decided, and whether that has passed; of what is open, since what was decided is not late any more. */
function dueOf({ status, submittedAt }: ReviewCase, { now, rules }: Reader) {
  if (status !== 'waiting' && status !== 'claimed') return { dueAt: null, overdue: false };
  const { endsAt } = endOfWorkingDays(submittedAt, rules.limitWorkingDays);
  return { dueAt: endsAt.toISOString(), overdue: endsAt <= now };
}

function codeAgainst(action: ReviewAction, reviewCase: ReviewCase, { caller, now, impartiality }: Reader) {
  if (!decidesFor(caller, reviewCase.baseId)) return NotAllowed.spec.code;
  const refusal = conflictOf(reviewCase, action, impartiality) ?? reviewCase.whyNot(action, caller.id, now);
  return refusal?.spec.code;
}
