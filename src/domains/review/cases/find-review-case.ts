import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { TakeBack } from '../decisions/take-back.entity.js';
import { ReviewCase } from './review-case.entity.js';
import type { ReviewCaseView } from './review.dto.js';
import { CaseNotFound } from '../review.problems.js';
import { toReviewCaseView } from './review-views.js';
import { findImpartiality } from '../rules/conflicts.js';
import { findRules } from '../rules/review-rules.entity.js';

/** One case with what the reviews before it said of the same application. */
@Injectable()
export class FindReviewCase {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
  ) {}

  async run(caller: CallerIdentity, id: string): Promise<ReviewCaseView> {
    const reviewCase = await this.em.findOne(ReviewCase, { id });
    if (!reviewCase || !caller.actsFor(reviewCase.baseId)) throw new CaseNotFound();
    return this.show(caller, reviewCase);
  }

  async show(caller: CallerIdentity, reviewCase: ReviewCase): Promise<ReviewCaseView> {
    const { applicationId, applicationVersion } = reviewCase;
    const earlier = await this.em.find(
      ReviewCase,
      { applicationId, applicationVersion: { $lt: applicationVersion }, decidedAt: { $ne: null } },
      { orderBy: { applicationVersion: 'desc' } },
    );
    return toReviewCaseView(
      reviewCase,
      { earlier, takeBacks: await this.em.find(TakeBack, { caseId: reviewCase.id }, { orderBy: { askedAt: 'desc' } }) },
      {
        caller,
        now: this.clock.now(),
        rules: await findRules(this.em),
        impartiality: await findImpartiality(this.em, caller),
      },
      this.encryption,
    );
  }
}
