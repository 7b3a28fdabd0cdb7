import { randomUUID } from 'node:crypto';
import type { ApplicationStatus } from '../../applications/contracts/index.js';
import { TAKE_BACK_MINUTES } from '../contracts/index.js';
import type { SealedDecision } from '../decisions/sealed-decision.js';
import { requireVersion } from '../../../platform/http/version.js';
import type { Problem } from '../../../platform/problems/problem.js';
import {
  type ReviewAction,
  type ReviewCaseAction,
  reviewCaseLifecycle,
  type ReviewCaseStatus,
} from './review-case.lifecycle.js';
import { ReviewCaseSchema } from './review-case-schema.js';
import { unitKeyOf } from '../rules/conflict-keys.js';
import {
  AlreadyDecided,
  CaseClosed,
  ClaimedByAnother,
  DecidedByAnother,
  DecisionStands,
  HeldByYourself,
  NotClaimed,
  NotDecided,
  TakeBackOver,
} from '../review.problems.js';

/** How long a claim holds: nobody else can take or decide the case in the meantime. */
export const CLAIM_MINUTES = 30;

type Opening = Pick<
  ReviewCase,
  | 'applicationId'
  | 'stage'
  | 'revision'
  | 'submission'
  | 'pagesWithoutCode'
  | 'firstReviewedBy'
  | 'applicationVersion'
  | 'planId'
  | 'baseId'
  | 'batchId'
  | 'specialty'
  | 'maskedApplicantName'
  | 'sendingUnit'
  | 'applicantKey'
  | 'submittedAt'
>;

/** One submission of one application that waits for, or had, its review (审核件). */
export class ReviewCase extends ReviewCaseSchema.class {
  static open(opening: Opening): ReviewCase {
    return Object.assign(new ReviewCase(), opening, {
      sendingUnitKey: unitKeyOf(opening.sendingUnit),
      id: randomUUID(),
      version: 1,
      status: reviewCaseLifecycle.initial,
      claimedBy: null,
      claimedUntil: null,
      takeOverReason: null,
      decidedBy: null,
      decidedAt: null,
      takeBackUntil: null,
      reason: null,
      findings: [],
      documents: [],
      closedAt: null,
      closedBecause: null,
    });
  }

  /** The state at `now`: a claim that ran out counts as none, whether or not anybody has noted it. */
  statusAt(now: Date): ReviewCaseStatus {
    return this.status === 'claimed' && !this.isHeldAt(now) ? 'waiting' : this.status;
  }

  /** Who holds the case at `now` and until when; null when nobody does. */
  holderAt(now: Date): { claimedBy: string; claimedUntil: Date } | null {
    const { claimedBy, claimedUntil } = this;
    return this.isHeldAt(now) && claimedBy && claimedUntil ? { claimedBy, claimedUntil } : null;
  }

  /** Why `reviewerId` cannot do that at `now`; undefined when they can. The guard and `availableActions` both ask this. */
  whyNot(action: ReviewAction, reviewerId: string, now: Date): Problem | undefined {
    const { decidedBy, decidedAt, closedBecause, status } = this;
    if (action === 'take-back') return this.whyItStands(reviewerId, now);
    if (decidedBy) return new AlreadyDecided({ members: { decidedBy, decidedAt, outcome: status } });
    if (status === 'closed') return new CaseClosed({ members: { closedBecause } });
    const holder = this.holderAt(now);
    if (action === 'take-over') return holder?.claimedBy === reviewerId ? new HeldByYourself() : whyNotTaken(holder);
    if (holder && holder.claimedBy !== reviewerId) return new ClaimedByAnother({ members: holder });
    return holder || action === 'claim' ? undefined : new NotClaimed();
  }

  /** Refuses what cannot be done, and what somebody asks for who has not seen the case as it is now. */
  requireSeen(version: number, action: ReviewAction, reviewerId: string, now: Date): void {
    this.require(action, reviewerId, now);
    requireVersion(version, this.version);
  }

  /** Takes the case for the next 30 minutes; its holder gets another 30. */
  claim(reviewerId: string, now: Date): void {
    this.require('claim', reviewerId, now);
    if (this.status !== this.statusAt(now)) {
      this.follow('lapse');
      this.forgetHolder();
    }
    this.follow(this.status === 'claimed' ? 'renew' : 'claim');
    this.hold(reviewerId, now);
  }

  /** Keeps what its holder has for the next 30 minutes: a claim that ran out meanwhile is not made anew. */
  renew(reviewerId: string, now: Date): void {
    this.require('renew', reviewerId, now);
    this.follow('renew');
    this.hold(reviewerId, now);
  }

  /** Takes the case from who holds it, who is told so at their next step. `reason` is sealed, kind `remark`. */
  takeOver(reviewerId: string, reason: string, now: Date): void {
    this.require('take-over', reviewerId, now);
    this.follow('take-over');
    this.hold(reviewerId, now);
    this.takeOverReason = reason;
  }

  release(reviewerId: string, now: Date): void {
    this.require('release', reviewerId, now);
    this.follow('release');
    this.forgetHolder();
  }

  /** Decides the case, once; only its present holder can. */
  decide({ outcome, reason, findings, documents }: SealedDecision, reviewerId: string, now: Date): void {
    const action = outcome === 'passed' ? 'pass' : 'return';
    this.require(action, reviewerId, now);
    this.follow(action);
    this.forgetHolder();
    this.decidedBy = reviewerId;
    this.decidedAt = now;
    this.reason = reason;
    this.findings = findings;
    this.documents = documents;
    this.takeBackUntil = later(now, TAKE_BACK_MINUTES);
  }

  /** Asks for the decision to be taken back, once; whether it still can be is answered by an event. */
  askBack(reviewerId: string, now: Date): void {
    this.require('take-back', reviewerId, now);
    this.stand();
    this.version += 1;
  }

  /** Something was built on the decision. */
  stand(): void {
    this.takeBackUntil = null;
  }

  /** The application waits again, in that version: as if nobody had decided, in the hands of who did. */
  reopen(applicationVersion: number, now: Date): void {
    const reviewerId = this.decidedBy as string;
    this.follow('take-back');
    Object.assign(this, { applicationVersion, decidedBy: null, decidedAt: null, takeBackUntil: null });
    Object.assign(this, { reason: null, findings: [], documents: [] });
    this.hold(reviewerId, now);
  }

  /** Closes a case that nobody decided because the application moved on; a decided case stays as it was decided. */
  closeBecause(status: ApplicationStatus, now: Date): void {
    this.follow('close');
    this.forgetHolder();
    this.closedAt = now;
    this.closedBecause = status;
  }

  private whyItStands(reviewerId: string, now: Date): Problem | undefined {
    const { decidedBy, decidedAt, takeBackUntil, closedBecause } = this;
    if (this.status === 'closed') return new CaseClosed({ members: { closedBecause } });
    if (!decidedBy) return new NotDecided();
    if (decidedBy !== reviewerId) return new DecidedByAnother({ members: { decidedBy, decidedAt } });
    if (!takeBackUntil) return new DecisionStands();
    return now < takeBackUntil ? undefined : new TakeBackOver({ members: { takeBackUntil } });
  }

  private require(action: ReviewAction, reviewerId: string, now: Date): void {
    const refusal = this.whyNot(action, reviewerId, now);
    if (refusal) throw refusal;
  }

  private hold(reviewerId: string, now: Date): void {
    this.claimedBy = reviewerId;
    this.claimedUntil = later(now, CLAIM_MINUTES);
  }

  private isHeldAt(now: Date): boolean {
    return this.status === 'claimed' && !!this.claimedUntil && now < this.claimedUntil;
  }

  private forgetHolder(): void {
    this.claimedBy = null;
    this.claimedUntil = null;
    this.takeOverReason = null;
  }

  // Counted here and not by the mapper: every change is made under the row's lock, and the event wants the number. A
  // holder who keeps the case has seen no other one.
  private follow(action: ReviewCaseAction): void {
    this.status = reviewCaseLifecycle.next(this.status, action);
    if (action !== 'renew') this.version += 1;
  }
}
ReviewCaseSchema.setClass(ReviewCase);

const whyNotTaken = (holder: object | null): Problem | undefined => (holder ? undefined : new NotClaimed());

const later = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
