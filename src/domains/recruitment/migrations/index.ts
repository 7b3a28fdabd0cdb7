import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123163725_create_recruitment } from './Migration20261123163725_create_recruitment.js';
import { Migration20261125023609_version_form_requirements } from './Migration20261125023609_version_form_requirements.js';
import { Migration20261125025404_count_withdrawn } from './Migration20261125025404_count_withdrawn.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123163725_create_recruitment', class: Migration20261123163725_create_recruitment },
  {
    name: 'Migration20261125023609_version_form_requirements',
    class: Migration20261125023609_version_form_requirements,
  },
  { name: 'Migration20261125025404_count_withdrawn', class: Migration20261125025404_count_withdrawn },
];
