import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { Account } from '../account.entity.js';
import { RefreshTokenReused } from '../contracts/index.js';
import { RefreshToken, Session } from './session.entity.js';
import type { SessionView } from './session.dto.js';
import { RefreshTokenRefused } from './session.problems.js';
import { refreshTokenHash, Sessions } from './sessions.js';

@Injectable()
export class RefreshSession {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {}

  async run(refreshToken: string): Promise<SessionView> {
    const refreshed = await this.em.transactional((em) => this.rotate(em, refreshTokenHash(refreshToken)));
    // refused only after the commit: a family that was revoked has to stay revoked
    if (!refreshed) throw new RefreshTokenRefused();
    return refreshed;
  }

  private async rotate(em: EntityManager, hash: string): Promise<SessionView | undefined> {
    const now = this.clock.now();
    const token = await em.findOne(RefreshToken, { hash });
    if (!token) return undefined;
    // one lock for the family: two uses of a token, or a use and a sign-out, take turns
    const session = await em.findOneOrFail(
      Session,
      { id: token.session.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    const account = await em.findOne(Account, { id: session.accountId });
    if (!account || !(await this.sessions.isOpen(em, session, account.kind))) return undefined;
    const used = await em.nativeUpdate(RefreshToken, { hash, usedAt: null }, { usedAt: now });
    if (used > 0) return this.sessions.continue(em, session, account);
    await this.endFamily(em, session, account);
    return undefined;
  }

  /** One of the two who used the token may have stolen it, and nobody knows which: the owner is told. */
  private async endFamily(em: EntityManager, session: Session, account: Account): Promise<void> {
    const now = this.clock.now();
    await this.sessions.end(em, { id: session.id }, 'refresh-token-reused');
    recordEvent(em, RefreshTokenReused, {
      aggregateId: session.id,
      aggregateVersion: 1,
      occurredAt: now.toISOString(),
      accountId: account.id,
      phone: account.phone,
    });
    recordAudit(em, 'anyone', {
      action: 'reuse-refresh-token',
      subjectType: 'account',
      subjectId: account.id,
      at: now,
      facts: { sessionId: session.id },
    });
  }
}
