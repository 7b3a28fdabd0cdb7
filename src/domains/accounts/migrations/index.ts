import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123165354_create_accounts } from './Migration20261123165354_create_accounts.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123165354_create_accounts', class: Migration20261123165354_create_accounts },
];
