import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from '../../../platform/access/access-token.js';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { endSession } from '../../../platform/access/end-session.js';
import { SessionActivities } from '../../../platform/access/session-activities.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { currentScope } from '../../../platform/scope/request-scope.js';
import type { Account, AccountKind } from '../account.entity.js';
import { IDLE_MILLISECONDS, RefreshToken, Session, type SessionEnding } from './session.entity.js';
import type { SessionView } from './session.dto.js';

/** Starts, continues and ends sessions, always in the caller's transaction. */
@Injectable()
export class Sessions {
  constructor(
    private readonly clock: Clock,
    private readonly tokens: AccessTokens,
    private readonly encryption: FieldEncryption,
    private readonly activities: SessionActivities,
  ) {}

  start(em: EntityManager, account: Account): SessionView {
    const startedAt = this.clock.now();
    const session = em.create(Session, { id: randomUUID(), accountId: account.id, startedAt, ...this.useBy(account) });
    return this.issueTokens(em, session, account);
  }

  continue(em: EntityManager, session: Session, account: Account): SessionView {
    Object.assign(session, this.useBy(account));
    return this.issueTokens(em, session, account);
  }

  /** Whether the session goes on: nobody has ended it, and it was not left alone for too long. */
  async isOpen(em: EntityManager, session: Session, kind: AccountKind): Promise<boolean> {
    const now = this.clock.now();
    if (session.endedAt !== null) return false;
    if (session.expiresAt > now) return true;
    const lastRequests = await this.activities.lastRequests(em, [session.id]);
    return session.overAt(kind, lastRequests.get(session.id)) > now;
  }

  /**
   * Ends one session, or all of an account's, perhaps but for one, and says how many: their access tokens are refused
   * everywhere within a second of the commit.
   */
  async end(em: EntityManager, which: WhichSessions, ending: SessionEnding): Promise<number> {
    const now = this.clock.now();
    const where = 'id' in which ? { id: which.id } : { accountId: which.accountId, id: { $ne: which.except ?? null } };
    const sessions = await em.find(
      Session,
      { ...where, endedAt: null },
      // in one order, or two who end the same ones could wait for each other
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    for (const session of sessions) {
      session.end(ending, now);
      await endSession(em, session.id, now);
    }
    return sessions.length;
  }

  private useBy({ kind }: Account) {
    const scope = currentScope();
    return {
      expiresAt: new Date(this.clock.now().getTime() + IDLE_MILLISECONDS[kind]),
      userAgent: scope?.userAgent?.slice(0, 300) ?? null,
      address: scope?.ip ?? null,
    };
  }

  private issueTokens(em: EntityManager, session: Session, account: Account): SessionView {
    const refreshToken = randomBytes(32).toString('base64url');
    em.create(RefreshToken, { hash: refreshTokenHash(refreshToken), session, issuedAt: this.clock.now() });
    const { mustChangePassword, mustEnrolTotp } = account;
    const { roles, baseIds } = account.effective;
    return {
      accessToken: this.tokens.sign({ id: account.id, sessionId: session.id, roles, baseIds }),
      refreshToken,
      expiresIn: ACCESS_TOKEN_SECONDS,
      account: { id: account.id, name: this.encryption.open('name', account.name), roles, baseIds },
      ...(account.kind === 'staff' && { mustChangePassword, mustEnrolTotp }),
    };
  }
}

/** Whose session a token belongs to, as far as how long it lasts is concerned. */
export const kindOf = (caller: CallerIdentity): AccountKind => (caller.has('trainee') ? 'trainee' : 'staff');

/** One session, or those of an account, perhaps but for one. */
export type WhichSessions = { readonly id: string } | { readonly accountId: string; readonly except?: string };

/** What is stored of a refresh token. */
export const refreshTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
