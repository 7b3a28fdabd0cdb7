import { IsArray, IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import { DomainEvent, Published } from '../../../platform/events/index.js';

export * from './data-exports.js';
export * from './erasures.js';

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

/**
 * A member of staff has an account, or holds it with other roles, bases or another unit, or may not sign in any more, or
 * again. `aggregateId` is the account's id.
 */
@Published('accounts.staff-account-changed', 1)
export class StaffAccountChanged extends DomainEvent {
  /** `base_admin`, `province_admin`, `system_admin` or `auditor`. */
  @IsArray()
  @IsString({ each: true })
  readonly roles: string[];

  /** Those that a base administrator acts for. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  readonly baseIds: string[];

  /** 所在单位, as it was typed; null when nobody said. */
  @IsOptional()
  @IsString()
  readonly unit: string | null;

  /** Sealed, kind `id-number`; null when nobody said. */
  @IsOptional()
  @IsString()
  readonly idNumber?: string | null;

  /** Sealed, kinds `phone` and `email`, where they are told something; `ContactChanged` follows when that changes. */
  @IsOptional()
  @IsString()
  readonly phone?: string | null;

  @IsOptional()
  @IsString()
  readonly email?: string | null;

  /** False while the account is disabled. */
  @IsOptional()
  @IsBoolean()
  readonly active?: boolean;
}

export const contactKinds = ['phone', 'email'] as const;
export type ContactKind = (typeof contactKinds)[number];

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

  /** Which of the two its owner has just proven; absent where neither was. */
  @IsOptional()
  @IsIn(contactKinds)
  readonly changed?: ContactKind;
}

export const passwordChanges = ['changed', 'reset'] as const;
export type PasswordChange = (typeof passwordChanges)[number];

/** An account has another password, and every session that it had is over. */
@Published('accounts.password-changed', 1)
export class PasswordChanged extends DomainEvent {
  /** `changed` by somebody who knew the one before, `reset` by somebody who had the phone. */
  @IsIn(passwordChanges)
  readonly how: PasswordChange;

  /** Sealed, kind `phone`: whom to tell. */
  @IsString()
  readonly phone: string;
}

/**
 * A refresh token came a second time, so that one of the two who used it may have stolen it, and its session was ended.
 * `aggregateId` is the session's id: told once.
 */
@Published('accounts.refresh-token-reused', 1)
export class RefreshTokenReused extends DomainEvent {
  /** The account that the session belonged to. */
  @IsUUID()
  readonly accountId: string;

  /** Sealed, kind `phone`: whom to tell. */
  @IsString()
  readonly phone: string;
}

/**
 * A member of staff gave a recovery code in place of the authenticator's. `aggregateId` is the id of the code, which is
 * used once: told once.
 */
@Published('accounts.recovery-code-used', 1)
export class RecoveryCodeUsed extends DomainEvent {
  /** Whose it was. */
  @IsUUID()
  readonly accountId: string;

  /** Sealed, kind `phone`: whom to tell. */
  @IsString()
  readonly phone: string;

  /** How many the owner has left. */
  @IsInt()
  readonly codesLeft: number;
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
