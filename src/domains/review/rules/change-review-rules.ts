import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { requireVersion } from '../../../platform/http/version.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { type ChangeReviewRulesRequest, type ReviewRulesView, toReviewRulesView } from './review-rules.dto.js';
import { ReviewRules } from './review-rules.entity.js';

/** Changes what is asked of every review from now on, those that are under way included. */
@Injectable()
export class ChangeReviewRules {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  run(caller: CallerIdentity, read: number, request: ChangeReviewRulesRequest): Promise<ReviewRulesView> {
    return this.em.transactional(async (em) => {
      const rules = await em.findOneOrFail(ReviewRules, { id: 1 }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      requireVersion(read, rules.version);
      requireReminderWithinLimit(request);
      const { limitWorkingDays, remindWorkingDays = 1, differentReviewers, reasons } = request;
      Object.assign(rules, { limitWorkingDays, remindWorkingDays, differentReviewers });
      rules.reasons = reasons.map(({ stage, text }) => ({ stage, text }));
      await em.flush();
      recordAudit(em, caller, {
        action: 'change-review-rules',
        subjectType: 'review-rules',
        subjectId: '1',
        at: this.clock.now(),
        facts: {
          limitWorkingDays,
          remindWorkingDays,
          differentReviewers,
          reasons: reasons.length,
          version: rules.version,
        },
      });
      return toReviewRulesView(rules);
    });
  }
}

function requireReminderWithinLimit({ limitWorkingDays, remindWorkingDays = 1 }: ChangeReviewRulesRequest): void {
  if (remindWorkingDays <= limitWorkingDays) return;
  const detail = { zh: '提醒不能早于审核时限开始', en: 'must not be more than the limit' };
  throw new InvalidRequest({ errors: [{ pointer: '/remindWorkingDays', code: 'range', detail }] });
}
