import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Min, ValidateNested } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';
import { OwnDataExported } from '../../accounts/contracts/data-exports.js';
import { OwnDataErased } from '../../accounts/contracts/erasures.js';

/** 一审 and 二审 */
export const reviewStages = ['first', 'second'] as const;
export type ReviewStage = (typeof reviewStages)[number];

export const reviewOutcomes = ['passed', 'returned'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** One remark on one field or one document of what was reviewed (审核意见). */
export class PublishedFinding {
  /** JSON pointer into the revision: `/education/0/school`, `/attachments/practising-certificate`. */
  @IsString()
  readonly pointer: string;

  /** Sealed, kind `remark`. */
  @IsString()
  readonly comment: string;
}

/** A base administrator decided a case. `aggregateId` is the case's id; a case is decided once, and once more when that was taken back. */
@Published('review.case-decided', 1)
export class CaseDecided extends DomainEvent {
  @IsUUID()
  readonly applicationId: string;

  @IsIn(reviewStages)
  readonly stage: ReviewStage;

  @IsIn(reviewOutcomes)
  readonly outcome: ReviewOutcome;

  /** The revision that was reviewed. */
  @IsInt()
  @Min(1)
  readonly revision: number;

  /** The set of signature pages that was reviewed; null in the first stage. */
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly submission: number | null;

  /** Sealed, kind `remark`; null when passed. */
  @IsOptional()
  @IsString()
  readonly reason: string | null;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PublishedFinding)
  readonly findings: PublishedFinding[];

  /** The administrator's account; never told to a trainee. */
  @IsUUID()
  readonly decidedBy: string;
}

/** For how long whoever decided can take it back, while nothing was built on it. */
export const TAKE_BACK_MINUTES = 10;

/**
 * Whoever decided a case wants that undone. It is while nothing was built on it, which `applications` alone knows:
 * `ApplicationStatusChanged` or `TakeBackRefused` answer. `aggregateId` is the case's id.
 */
@Published('review.take-back-requested', 1)
export class TakeBackRequested extends DomainEvent {
  @IsUUID()
  readonly applicationId: string;

  /** The version of the application that the decision led to: any later one was built on it. */
  @IsInt()
  @Min(1)
  readonly applicationVersion: number;

  @IsIn(reviewStages)
  readonly stage: ReviewStage;

  /** Sealed, kind `remark`; the trainee is told. */
  @IsString()
  readonly reason: string;
}

/**
 * A reviewer is reminded of what waits at their bases, once on each working day on which something is late or soon will
 * be. `aggregateId` is the reviewer's account, `aggregateVersion` the day as a number: 20261130.
 */
@Published('review.reviews-due', 1)
export class ReviewsDue extends DomainEvent {
  /** Cases beyond the limit. */
  @IsInt()
  @Min(0)
  readonly overdue: number;

  /** Cases that reach it soon. */
  @IsInt()
  @Min(0)
  readonly dueSoon: number;

  /** The limit of the case that waits longest, RFC 3339. */
  @IsISO8601()
  readonly earliestDueAt: string;
}

/** What this domain holds about a trainee, for their export. */
@Published('review.own-data-exported', 1)
export class ReviewDataExported extends OwnDataExported {}

/** What this domain held of a trainee is erased, but for what its README says is kept. */
@Published('review.own-data-erased', 1)
export class ReviewDataErased extends OwnDataErased {}
