import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123163331_create_review } from './Migration20261123163331_create_review.js';
import { Migration20261128212300_mark_pages_without_code } from './Migration20261128212300_mark_pages_without_code.js';
import { Migration20261128213515_order_queue_by_its_filters } from './Migration20261128213515_order_queue_by_its_filters.js';
import { Migration20261128220742_hand_over_and_keep_verdicts } from './Migration20261128220742_hand_over_and_keep_verdicts.js';
import { Migration20261128222506_set_rules_of_review } from './Migration20261128222506_set_rules_of_review.js';
import { Migration20261128225610_keep_units_of_reviewers } from './Migration20261128225610_keep_units_of_reviewers.js';
import { Migration20261128235220_pass_without_rejection } from './Migration20261128235220_pass_without_rejection.js';
import { Migration20261129010755_take_back_decisions } from './Migration20261129010755_take_back_decisions.js';
import { Migration20261129012917_know_who_applies_and_reviews } from './Migration20261129012917_know_who_applies_and_reviews.js';
import { Migration20261129013926_remind_reviewers } from './Migration20261129013926_remind_reviewers.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123163331_create_review', class: Migration20261123163331_create_review },
  { name: 'Migration20261128212300_mark_pages_without_code', class: Migration20261128212300_mark_pages_without_code },
  {
    name: 'Migration20261128213515_order_queue_by_its_filters',
    class: Migration20261128213515_order_queue_by_its_filters,
  },
  {
    name: 'Migration20261128220742_hand_over_and_keep_verdicts',
    class: Migration20261128220742_hand_over_and_keep_verdicts,
  },
  { name: 'Migration20261128222506_set_rules_of_review', class: Migration20261128222506_set_rules_of_review },
  { name: 'Migration20261128225610_keep_units_of_reviewers', class: Migration20261128225610_keep_units_of_reviewers },
  { name: 'Migration20261128235220_pass_without_rejection', class: Migration20261128235220_pass_without_rejection },
  { name: 'Migration20261129010755_take_back_decisions', class: Migration20261129010755_take_back_decisions },
  {
    name: 'Migration20261129012917_know_who_applies_and_reviews',
    class: Migration20261129012917_know_who_applies_and_reviews,
  },
  { name: 'Migration20261129013926_remind_reviewers', class: Migration20261129013926_remind_reviewers },
];
