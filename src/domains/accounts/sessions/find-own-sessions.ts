import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_SECONDS } from '../../../platform/access/access-token.js';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { SessionActivities } from '../../../platform/access/session-activities.js';
import { Clock } from '../../../platform/clock/clock.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { deviceOf } from './device-of.js';
import type { OwnSessionView } from './own-sessions.dto.js';
import { Session } from './session.entity.js';
import { kindOf } from './sessions.js';

/** Where an account is signed in, the newest first. */
@Injectable()
export class FindOwnSessions {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly activities: SessionActivities,
  ) {}

  async run(caller: CallerIdentity, query: PageQuery): Promise<Page<OwnSessionView>> {
    const now = this.clock.now();
    // requests made with the last access token may keep a session alive beyond what its last refresh did
    const notLongOver = { $gt: new Date(now.getTime() - ACCESS_TOKEN_SECONDS * 1000) };
    const where = { accountId: caller.id, endedAt: null, expiresAt: notLongOver };
    const order = { startedAt: 'desc', id: 'desc' } as const;
    const page = await findPage(this.em, Session, where, order, query, (session) => session);
    const lastRequests = await this.activities.lastRequests(
      this.em,
      page.items.map(({ id }) => id),
    );
    const open = page.items.filter((session) => session.overAt(kindOf(caller), lastRequests.get(session.id)) > now);
    return { ...page, items: open.map((session) => view(session, caller, lastRequests.get(session.id))) };
  }
}

const view = (session: Session, caller: CallerIdentity, lastRequestAt: Date | undefined): OwnSessionView => ({
  id: session.id,
  startedAt: session.startedAt.toISOString(),
  lastUsedAt: session.lastUsedAt(kindOf(caller), lastRequestAt).toISOString(),
  device: deviceOf(session.userAgent),
  userAgent: session.userAgent,
  address: session.address,
  current: session.id === caller.sessionId,
});
