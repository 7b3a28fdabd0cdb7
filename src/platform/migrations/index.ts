import type { ListedMigration } from '../domain.js';
import { Migration20261123161126_create_platform } from './Migration20261123161126_create_platform.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123161126_create_platform', class: Migration20261123161126_create_platform },
];
