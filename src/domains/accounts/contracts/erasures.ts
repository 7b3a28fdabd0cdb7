import { IsInt, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';

/** What every event of an erasure tells; `aggregateId` is the request's id. */
export abstract class ErasureEvent extends DomainEvent {
  /** The trainee's. */
  @IsUUID()
  readonly accountId: string;
}

/** A trainee is to be forgotten: each domain erases what it may, keeps what it must, and answers. */
@Published('accounts.erasure-approved', 1)
export class ErasureApproved extends ErasureEvent {
  /** The account's version from now on: whatever an older event tells of it is no longer to be kept. */
  @IsInt()
  @Min(1)
  readonly accountVersion: number;

  /** Sealed, kind `phone`: whom a last word goes to; forgotten with the rest. */
  @IsString()
  readonly phone: string;

  /** Sealed, kind `email`; null when there is none. */
  @IsOptional()
  @IsString()
  readonly email: string | null;
}

/** A trainee's request was refused. */
@Published('accounts.erasure-refused', 1)
export class ErasureRefused extends ErasureEvent {
  /** Sealed, kind `remark`. */
  @IsString()
  readonly reason: string;
}

/**
 * A domain's answer to `ErasureApproved`, which it publishes under a name of its own, `<domain>.own-data-erased`, once
 * it has erased what it may, files included; what it keeps is told in its README. `aggregateId` is the request's id.
 */
export abstract class OwnDataErased extends ErasureEvent {}
