import { defineEntity, p } from '@mikro-orm/core';

export const sessionEndings = [
  'signed-out',
  'password-changed',
  'password-reset',
  'refresh-token-reused',
  'account-disabled',
  'roles-changed',
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
    // moves on with each refresh
    expiresAt: p.datetime().index(),
    endedAt: p.datetime().strictNullable(),
    ending: p.enum(sessionEndings).strictNullable(),
  },
});

/** From a sign-in to its end: the family of refresh tokens that descend from it. */
export class Session extends SessionSchema.class {}
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
