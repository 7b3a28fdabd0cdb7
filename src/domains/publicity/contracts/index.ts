import { IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';
import { OwnDataExported } from '../../accounts/contracts/data-exports.js';
import { OwnDataErased } from '../../accounts/contracts/erasures.js';

/** What became of one candidate; `aggregateId` is the list entry's id. */
export abstract class CandidateEvent extends DomainEvent {
  @IsUUID()
  readonly applicationId: string;

  /** The admission list; null when a plan was closed without listing the candidate. */
  @IsOptional()
  @IsUUID()
  readonly listId: string | null;
}

/** The admission list with this candidate was published (拟录取公示). */
@Published('publicity.candidate-publicized', 1)
export class CandidatePublicized extends CandidateEvent {
  @IsUUID()
  readonly noticeId: string;

  /** The version of the application that was known to have passed its second review. */
  @IsOptional()
  @IsInt()
  @Min(1)
  readonly applicationVersion?: number;

  /** When the publicity ends, RFC 3339. */
  @IsISO8601()
  readonly endsAt: string;
}

/** The publicity ended without an objection upheld against this candidate. */
@Published('publicity.candidate-admitted', 1)
export class CandidateAdmitted extends CandidateEvent {}

export const refusalCauses = ['objection-upheld', 'not-listed'] as const;
export type RefusalCause = (typeof refusalCauses)[number];

/** The candidate will not be admitted. */
@Published('publicity.candidate-refused', 1)
export class CandidateRefused extends CandidateEvent {
  @IsIn(refusalCauses)
  readonly cause: RefusalCause;

  /** Sealed, kind `remark`. */
  @IsOptional()
  @IsString()
  readonly reason: string | null;
}

/** What this domain holds about a trainee, for their export. */
@Published('publicity.own-data-exported', 1)
export class PublicityDataExported extends OwnDataExported {}

/** What this domain held of a trainee is erased, but for what its README says is kept. */
@Published('publicity.own-data-erased', 1)
export class PublicityDataErased extends OwnDataErased {}
