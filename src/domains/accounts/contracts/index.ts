import { IsIn, IsISO8601, IsOptional, IsString } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';

export * from './data-exports.js';

/**
 * A trainee's account exists from now on, its phone proven (manual, 三(一)). `aggregateId` is the account's id, which is
 * the trainee's id everywhere. Personal data is sealed by the platform's field encryption, kind beside each field.
 */
@Published('accounts.account-registered', 1)
export class AccountRegistered extends DomainEvent {
  /** Sealed, kind `name`. */
  @IsString()
  readonly name: string;

  /** 张*明 */
  @IsString()
  readonly maskedName: string;

  /** Sealed, kind `id-number`; 18 characters, GB 11643. */
  @IsString()
  readonly idNumber: string;

  /** Keyed hash of the ID number, for exact look-up. */
  @IsString()
  readonly idNumberIndex: string;

  /** Sealed, kind `phone`. */
  @IsString()
  readonly phone: string;

  /** Sealed, kind `email`; null when none was given. */
  @IsOptional()
  @IsString()
  readonly email: string | null;
}

/** The owner of an account (trainee or staff) proved a new phone or e-mail address; the fields hold what counts now. */
@Published('accounts.contact-changed', 1)
export class ContactChanged extends DomainEvent {
  /** Sealed, kind `phone`; null for staff without one. */
  @IsOptional()
  @IsString()
  readonly phone: string | null;

  /** Sealed, kind `email`; null when there is none. */
  @IsOptional()
  @IsString()
  readonly email: string | null;

  /** Sealed, kind `phone`: the number that was replaced and is told so; null when the phone stayed. */
  @IsOptional()
  @IsString()
  readonly previousPhone: string | null;
}

export const codePurposes = ['registration', 'password-reset', 'phone-change', 'email-change'] as const;
export type CodePurpose = (typeof codePurposes)[number];

export const codeChannels = ['sms', 'email'] as const;
export type CodeChannel = (typeof codeChannels)[number];

/** A one-time code wants sending. `aggregateId` is the code's id. */
@Published('accounts.code-issued', 1)
export class CodeIssued extends DomainEvent {
  @IsIn(codePurposes)
  readonly purpose: CodePurpose;

  @IsIn(codeChannels)
  readonly channel: CodeChannel;

  /** Sealed, kind `phone` for `sms`, `email` for `email`. */
  @IsString()
  readonly target: string;

  /** Sealed, kind `code`: six digits. */
  @IsString()
  readonly code: string;

  /** When the code stops counting, RFC 3339; a code that is late is not sent. */
  @IsISO8601()
  readonly expiresAt: string;
}
