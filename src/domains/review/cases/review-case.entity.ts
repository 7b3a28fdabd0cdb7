import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';
import { applicationStatuses, type ApplicationStatus } from '../../applications/contracts/index.js';
import { specialties } from '../../recruitment/contracts/index.js';
import { type ReviewOutcome, reviewStages } from '../contracts/index.js';
import type { DocumentVerdict } from '../decisions/document-verdict.js';
import { requireVersion } from '../../../platform/http/version.js';
import type { Problem } from '../../../platform/problems/problem.js';
import {
  type ReviewAction,
  type ReviewCaseAction,
  reviewCaseLifecycle,
  type ReviewCaseStatus,
} from './review-case.lifecycle.js';
import { unitKeyOf } from '../rules/unit-key.js';
import { AlreadyDecided, CaseClosed, ClaimedByAnother, HeldByYourself, NotClaimed } from '../review.problems.js';

/** How long a claim holds: nobody else can take or decide the case in the meantime. */
export const CLAIM_MINUTES = 30;

/** One remark on one field or document as the table holds it: the comment is sealed, kind `remark`. */
export interface SealedFinding {
  readonly pointer: string;
  readonly comment: string;
}

/** What was found of one file that was reviewed: the comment is sealed, kind `remark`. */
export interface SealedVerdict {
  readonly fileId: string;
  readonly verdict: DocumentVerdict;
  readonly comment: string | null;
}

/** A decision with its words sealed, kind `remark`. */
export interface SealedDecision {
  readonly outcome: ReviewOutcome;
  readonly reason: string | null;
  readonly findings: SealedFinding[];
  readonly documents: SealedVerdict[];
}

// A queue is what is not decided yet, of however many cases there have been. Each list is one index, in its order.
const OPEN = "status in ('waiting', 'claimed')";

const ReviewCaseSchema = defineEntity({
  name: 'ReviewCase',
  schema: 'review',
  tableName: 'review_case',
  properties: {
    id: p.uuid().primary(),
    version: p.integer(),
    applicationId: p.uuid().index(),
    stage: p.enum(reviewStages),
    revision: p.integer(),
    // the set of signature pages; none in the first stage
    submission: p.integer().nullable(),
    // of that set: how many show no readable code of the printed form; null where that was not told
    pagesWithoutCode: p.integer().nullable(),
    // the application's version that asked for this review
    applicationVersion: p.integer(),
    // whether an earlier submission of the same stage was returned
    resubmitted: p
      .boolean()
      .generated(
        (columns) =>
          `(case ${columns.stage} when 'first' then ${columns.revision} > 1 else ${columns.submission} > 1 end) stored`,
      ),
    planId: p.uuid(),
    baseId: p.uuid(),
    batchId: p.uuid(),
    specialty: p.enum(specialties),
    maskedApplicantName: p.string().length(60),
    sendingUnit: p.string().length(200),
    // the same for the same unit, however it was typed
    sendingUnitKey: p.text(),
    status: p.enum(reviewCaseLifecycle.states),
    submittedAt: p.datetime(),
    claimedBy: p.uuid().nullable(),
    claimedUntil: p.datetime().nullable(),
    // why it was taken from who held it before; sealed, kind `remark`
    takeOverReason: p.text().nullable(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    // who passed the first review of what is in its second: the rules can ask for another
    firstReviewedBy: p.uuid().nullable(),
    // sealed, kind `remark`
    reason: p.text().nullable(),
    findings: p.json<SealedFinding[]>(),
    documents: p.json<SealedVerdict[]>().default('[]'),
    closedAt: p.datetime().nullable(),
    closedBecause: p.enum(applicationStatuses).nullable(),
  },
  uniques: [
    { properties: ['applicationId', 'revision'], where: "stage = 'first'", name: 'review_case_first_unique' },
    { properties: ['applicationId', 'submission'], where: "stage = 'second'", name: 'review_case_second_unique' },
  ],
  indexes: [
    { properties: ['baseId', 'submittedAt', 'id'], name: 'review_case_queue_index' },
    { properties: ['submittedAt', 'id'], name: 'review_case_province_index' },
    { properties: ['baseId', 'submittedAt', 'id'], where: OPEN, name: 'review_case_open_queue_index' },
    { properties: ['submittedAt', 'id'], where: OPEN, name: 'review_case_open_province_index' },
    { properties: ['submittedAt', 'id'], where: `${OPEN} and resubmitted`, name: 'review_case_open_again_index' },
    { properties: ['baseId', 'status', 'submittedAt', 'id'], name: 'review_case_status_queue_index' },
    { properties: ['status', 'submittedAt', 'id'], name: 'review_case_status_province_index' },
    { properties: ['batchId', 'submittedAt', 'id'], name: 'review_case_batch_index' },
    { properties: ['planId', 'submittedAt', 'id'], name: 'review_case_plan_index' },
    { properties: ['baseId', 'decidedAt', 'id'], where: 'decided_at is not null', name: 'review_case_decided_index' },
    { properties: ['decidedAt', 'id'], where: 'decided_at is not null', name: 'review_case_decided_province_index' },
    { properties: ['claimedBy'], where: "status = 'claimed'", name: 'review_case_claimed_by_index' },
  ],
  checks: [
    {
      name: 'review_case_submission_of_second_stage',
      expression: "(stage = 'second') = (submission is not null)",
    },
    {
      name: 'review_case_pages_of_second_stage',
      expression: "stage = 'second' or pages_without_code is null",
    },
    {
      name: 'review_case_holder_while_claimed',
      expression: "(status = 'claimed') = (claimed_by is not null and claimed_until is not null)",
    },
    {
      name: 'review_case_taken_over_while_claimed',
      expression: "status = 'claimed' or take_over_reason is null",
    },
    {
      name: 'review_case_decided_by_somebody',
      expression: "(status in ('passed', 'returned')) = (decided_by is not null and decided_at is not null)",
    },
    {
      name: 'review_case_passed_without_rejection',
      expression: `status <> 'passed' or not documents @> '[{"verdict": "rejected"}]'`,
    },
    { name: 'review_case_reason_of_return', expression: "(status = 'returned') = (reason is not null)" },
  ],
});

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
  }

  /** Closes a case that nobody decided because the application moved on; a decided case stays as it was decided. */
  closeBecause(status: ApplicationStatus, now: Date): void {
    this.follow('close');
    this.forgetHolder();
    this.closedAt = now;
    this.closedBecause = status;
  }

  private require(action: ReviewAction, reviewerId: string, now: Date): void {
    const refusal = this.whyNot(action, reviewerId, now);
    if (refusal) throw refusal;
  }

  private hold(reviewerId: string, now: Date): void {
    this.claimedBy = reviewerId;
    this.claimedUntil = new Date(now.getTime() + CLAIM_MINUTES * 60_000);
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
