import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123163725_create_recruitment } from './Migration20261123163725_create_recruitment.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123163725_create_recruitment', class: Migration20261123163725_create_recruitment },
];
