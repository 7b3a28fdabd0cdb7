import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164332_create_exams } from './Migration20261123164332_create_exams.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164332_create_exams', class: Migration20261123164332_create_exams },
];
