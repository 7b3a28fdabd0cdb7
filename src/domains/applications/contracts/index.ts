import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';
import { OwnDataExported } from '../../accounts/contracts/data-exports.js';
import { OwnDataErased } from '../../accounts/contracts/erasures.js';
import { type Specialty, specialties } from '../../recruitment/contracts/index.js';
import { type ApplicationAction, applicationActions, type ApplicationStatus, applicationStatuses } from './statuses.js';

export * from './statuses.js';

/** What every event of an application tells of it; `aggregateId` is the application's id. */
export abstract class ApplicationEvent extends DomainEvent {
  @IsUUID()
  readonly traineeId: string;

  @IsUUID()
  readonly planId: string;

  @IsUUID()
  readonly baseId: string;

  @IsUUID()
  readonly batchId: string;

  @IsIn(specialties)
  readonly specialty: Specialty;

  /** Number of the latest frozen revision, from 1. */
  @IsInt()
  @Min(1)
  readonly revision: number;

  /** Sealed, kind `name`. */
  @IsString()
  readonly applicantName: string;

  /** 张*明 */
  @IsString()
  readonly maskedApplicantName: string;

  /** 选送单位 */
  @IsString()
  readonly sendingUnit: string;
}

/** A submission, which somebody has to look at. */
export abstract class SubmissionEvent extends ApplicationEvent {
  /** Sealed, kind `id-number`: whoever it belongs to does not review it. Empty once erased. */
  @IsOptional()
  @IsString()
  readonly idNumber?: string;
}

/** A trainee submitted, or resubmitted after a return: the revision waits for its first review. */
@Published('applications.application-submitted', 1)
export class ApplicationSubmitted extends SubmissionEvent {
  /** Whether an earlier revision was returned. */
  @IsBoolean()
  readonly resubmitted: boolean;
}

/** A trainee handed in a set of signature pages: it waits for its second review. */
@Published('applications.signature-pages-submitted', 1)
export class SignaturePagesSubmitted extends SubmissionEvent {
  /** Number of the set, from 1; each return is followed by a new one. */
  @IsInt()
  @Min(1)
  readonly submission: number;

  @IsInt()
  @Min(1)
  readonly pageCount: number;

  /** On how many of them no QR code of the printed form could be read: a person has to look which form they are of. */
  @IsOptional()
  @IsInt()
  @Min(0)
  readonly pagesWithoutCode?: number;
}

/** Every step of an application, whoever caused it: what the trainee is told and statistics are counted from. */
@Published('applications.application-status-changed', 1)
export class ApplicationStatusChanged extends ApplicationEvent {
  @IsIn(applicationActions)
  readonly action: ApplicationAction;

  /** Null for the first submission. */
  @IsOptional()
  @IsIn(applicationStatuses)
  readonly from: ApplicationStatus | null;

  @IsIn(applicationStatuses)
  readonly to: ApplicationStatus;

  /** The plan that counted before, when a resubmission went to another one (改报其他基地); null otherwise. */
  @IsOptional()
  @IsUUID()
  readonly previousPlanId: string | null;

  /** Sealed, kind `remark`: the reason that the trainee is told; null when there is none. */
  @IsOptional()
  @IsString()
  readonly reason: string | null;

  /** Sealed, kind `id-number`: the admission ticket and the certificate print it. */
  @IsString()
  readonly idNumber: string;

  /** Key in the object store of the frozen photo (JPEG or PNG); a consumer that needs it copies it to a key of its own. */
  @IsOptional()
  @IsString()
  readonly photoKey: string | null;
}

/**
 * A reviewer wanted to take a decision back, and it stands: something was built on it. `aggregateId` is the application's
 * id. Where it could be taken back, `ApplicationStatusChanged` tells so.
 */
@Published('applications.take-back-refused', 1)
export class TakeBackRefused extends DomainEvent {
  /** The review case whose decision stands. */
  @IsUUID()
  readonly caseId: string;

  /** The rule that refused. */
  @IsString()
  readonly refusal: string;
}

/**
 * What this domain holds about a trainee, for their export. Domains that know applications but no trainees answer this
 * event instead of `DataExportRequested`.
 */
@Published('applications.own-data-exported', 1)
export class ApplicationsDataExported extends OwnDataExported {
  /** Every application of the trainee. */
  @IsUUID(undefined, { each: true })
  readonly applicationIds: string[];
}

/**
 * What this domain held of a trainee is erased. Domains that know applications but no trainees answer this event instead
 * of `ErasureApproved`; so does whoever keeps something of an application, since what is kept is decided here alone.
 */
@Published('applications.own-data-erased', 1)
export class ApplicationsDataErased extends OwnDataErased {
  /** Every application of the trainee; none of them is under way any more. */
  @IsUUID(undefined, { each: true })
  readonly applicationIds: string[];

  /** Those that led to a certificate: what it needs is kept of them (结业证书). */
  @IsUUID(undefined, { each: true })
  readonly graduatedIds: string[];
}
