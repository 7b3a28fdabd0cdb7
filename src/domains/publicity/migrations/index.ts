import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164548_create_publicity } from './Migration20261123164548_create_publicity.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164548_create_publicity', class: Migration20261123164548_create_publicity },
];
