import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123163331_create_review } from './Migration20261123163331_create_review.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123163331_create_review', class: Migration20261123163331_create_review },
];
