import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Session } from './session.entity.js';
import { SessionNotFound } from './session.problems.js';
import { kindOf, Sessions } from './sessions.js';

/** Signs the caller out on one device, this one too; a session that is over is as little there as somebody else's. */
@Injectable()
export class EndOwnSession {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: CallerIdentity, sessionId: string): Promise<void> {
    await this.em.transactional(async (em) => {
      const session = await em.findOne(Session, { id: sessionId, accountId: caller.id });
      if (!session || !(await this.sessions.isOpen(em, session, kindOf(caller)))) throw new SessionNotFound();
      // of two who end it at once, one finds it ended
      if ((await this.sessions.end(em, { id: session.id }, 'ended-elsewhere')) === 0) throw new SessionNotFound();
      recordAudit(em, caller, {
        action: 'end-session',
        subjectType: 'session',
        subjectId: session.id,
        at: this.clock.now(),
      });
    });
  }
}
