import { defineEntity, p } from '@mikro-orm/core';
import type { AccountKind } from '../account.entity.js';

const MINUTE = 60 * 1000;
/** How long a session lasts without a refresh; of staff, whose requests are noted, also without a request. */
export const IDLE_MILLISECONDS: Readonly<Record<AccountKind, number>> = {
  trainee: 14 * 24 * 60 * MINUTE,
  staff: 30 * MINUTE,
};

export const sessionEndings = [
  'signed-out',
  'ended-elsewhere',
  'password-changed',
  'password-reset',
  'contact-changed',
  'refresh-token-reused',
  'account-disabled',
  'account-erased',
  'roles-changed',
  'totp-enrolled',
  'totp-reset',
] as const;
export type SessionEnding = (typeof sessionEndings)[number];

const SessionSchema = defineEntity({
  name: 'Session',
  schema: 'accounts',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid().index(),
    startedAt: p.datetime(),
    // when it is over unless it is refreshed; moves on with each refresh
    expiresAt: p.datetime().index(),
    // from where it was last refreshed; for its owner alone, forgotten when it ends
    userAgent: p.string().length(300).strictNullable(),
    address: p.string().length(45).strictNullable(),
    endedAt: p.datetime().strictNullable(),
    ending: p.enum(sessionEndings).strictNullable(),
  },
});

/** From a sign-in to its end: the family of refresh tokens that descend from it. */
export class Session extends SessionSchema.class {
  /** Its last refresh or, where that is known and later, its last request. */
  lastUsedAt(kind: AccountKind, lastRequestAt?: Date): Date {
    const refreshedAt = new Date(this.expiresAt.getTime() - IDLE_MILLISECONDS[kind]);
    return lastRequestAt && lastRequestAt > refreshedAt ? lastRequestAt : refreshedAt;
  }

  /** When it is over by itself: a request keeps it alive for as long as a refresh does. */
  overAt(kind: AccountKind, lastRequestAt?: Date): Date {
    return new Date(this.lastUsedAt(kind, lastRequestAt).getTime() + IDLE_MILLISECONDS[kind]);
  }

  end(ending: SessionEnding, now: Date): void {
    Object.assign(this, { ending, endedAt: now, userAgent: null, address: null });
  }
}
SessionSchema.setClass(Session);

const RefreshTokenSchema = defineEntity({
  name: 'RefreshToken',
  schema: 'accounts',
  tableName: 'refresh_token',
  properties: {
    // SHA-256 in hex; the token itself is 256 random bits and needs no key
    hash: p.string().columnType('char(64)').primary(),
    session: () => p.manyToOne(Session).deleteRule('cascade').index(),
    issuedAt: p.datetime(),
    usedAt: p.datetime().strictNullable(),
  },
});

/** One refresh token of a session, kept after its use so that a second use is noticed. */
export class RefreshToken extends RefreshTokenSchema.class {}
RefreshTokenSchema.setClass(RefreshToken);
