import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Sessions } from './sessions.js';

/** Signs the caller out everywhere but here. */
@Injectable()
export class EndOtherSessions {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: CallerIdentity): Promise<void> {
    await this.em.transactional(async (em) => {
      const others = { accountId: caller.id, except: caller.sessionId };
      const ended = await this.sessions.end(em, others, 'ended-elsewhere');
      recordAudit(em, caller, {
        action: 'end-other-sessions',
        subjectType: 'account',
        subjectId: caller.id,
        at: this.clock.now(),
        facts: { ended },
      });
    });
  }
}
