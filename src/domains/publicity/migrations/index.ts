import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164548_create_publicity } from './Migration20261123164548_create_publicity.js';
import { Migration20261129010802_base_entries_on_a_version } from './Migration20261129010802_base_entries_on_a_version.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164548_create_publicity', class: Migration20261123164548_create_publicity },
  {
    name: 'Migration20261129010802_base_entries_on_a_version',
    class: Migration20261129010802_base_entries_on_a_version,
  },
];
