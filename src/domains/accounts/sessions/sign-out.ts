import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Sessions } from './sessions.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {}

  async run(caller: CallerIdentity): Promise<void> {
    await this.em.transactional(async (em) => {
      await this.sessions.end(em, { id: caller.sessionId }, 'signed-out');
      recordAudit(em, caller, {
        action: 'sign-out',
        subjectType: 'account',
        subjectId: caller.id,
        at: this.clock.now(),
      });
    });
  }
}
