import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164605_create_applications } from './Migration20261123164605_create_applications.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164605_create_applications', class: Migration20261123164605_create_applications },
];
