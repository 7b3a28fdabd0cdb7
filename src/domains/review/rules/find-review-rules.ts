import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type ReviewRulesView, toReviewRulesView } from './review-rules.dto.js';
import { findRules } from './review-rules.entity.js';

/** The rules as reviewers read them. */
@Injectable()
export class FindReviewRules {
  constructor(private readonly em: EntityManager) {}

  async run(): Promise<ReviewRulesView> {
    return toReviewRulesView(await findRules(this.em));
  }
}
