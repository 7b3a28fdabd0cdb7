import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from '../../../platform/access/access-token.js';
import { endSession } from '../../../platform/access/end-session.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import type { Account } from '../account.entity.js';
import { RefreshToken, Session, type SessionEnding } from './session.entity.js';
import type { SessionView } from './session.dto.js';

const MINUTE = 60 * 1000;
// how long a session lasts without a refresh
const IDLE_MILLISECONDS = { trainee: 14 * 24 * 60 * MINUTE, staff: 30 * MINUTE };

/** Starts, continues and ends sessions, always in the caller's transaction. */
@Injectable()
export class Sessions {
  constructor(
    private readonly clock: Clock,
    private readonly tokens: AccessTokens,
    private readonly encryption: FieldEncryption,
  ) {}

  start(em: EntityManager, account: Account): SessionView {
    const now = this.clock.now();
    const session = em.create(Session, {
      id: randomUUID(),
      accountId: account.id,
      startedAt: now,
      expiresAt: idleFrom(now, account),
    });
    return this.issueTokens(em, session, account);
  }

  continue(em: EntityManager, session: Session, account: Account): SessionView {
    session.expiresAt = idleFrom(this.clock.now(), account);
    return this.issueTokens(em, session, account);
  }

  /** Ends one session, or all of an account's: their access tokens are refused everywhere within a second of the commit. */
  async end(em: EntityManager, which: { id: string } | { accountId: string }, ending: SessionEnding): Promise<void> {
    const now = this.clock.now();
    const sessions = await em.find(Session, { ...which, endedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    for (const session of sessions) {
      session.endedAt = now;
      session.ending = ending;
      await endSession(em, session.id, now);
    }
  }

  private issueTokens(em: EntityManager, session: Session, account: Account): SessionView {
    const refreshToken = randomBytes(32).toString('base64url');
    em.create(RefreshToken, { hash: refreshTokenHash(refreshToken), session, issuedAt: this.clock.now() });
    const roles = account.effectiveRoles;
    const baseIds = account.mustChangePassword ? [] : account.baseIds;
    return {
      accessToken: this.tokens.sign({ id: account.id, sessionId: session.id, roles, baseIds }),
      refreshToken,
      expiresIn: ACCESS_TOKEN_SECONDS,
      account: { id: account.id, name: this.encryption.open('name', account.name), roles, baseIds },
      ...(account.kind === 'staff' && { mustChangePassword: account.mustChangePassword }),
    };
  }
}

/** What is stored of a refresh token. */
export const refreshTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

const idleFrom = (now: Date, { kind }: Account): Date => new Date(now.getTime() + IDLE_MILLISECONDS[kind]);
