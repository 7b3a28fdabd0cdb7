import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164836_create_notifications } from './Migration20261123164836_create_notifications.js';
import { Migration20261125031537_tell_data_exports } from './Migration20261125031537_tell_data_exports.js';
import { Migration20261125045104_warn_owners } from './Migration20261125045104_warn_owners.js';
import { Migration20261125074128_warn_of_recovery_codes } from './Migration20261125074128_warn_of_recovery_codes.js';
import { Migration20261125080252_tell_erasures } from './Migration20261125080252_tell_erasures.js';
import { Migration20261129010809_tell_taken_back_decisions } from './Migration20261129010809_tell_taken_back_decisions.js';
import { Migration20261129013934_remind_reviewers } from './Migration20261129013934_remind_reviewers.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164836_create_notifications', class: Migration20261123164836_create_notifications },
  { name: 'Migration20261125031537_tell_data_exports', class: Migration20261125031537_tell_data_exports },
  { name: 'Migration20261125045104_warn_owners', class: Migration20261125045104_warn_owners },
  { name: 'Migration20261125074128_warn_of_recovery_codes', class: Migration20261125074128_warn_of_recovery_codes },
  { name: 'Migration20261125080252_tell_erasures', class: Migration20261125080252_tell_erasures },
  {
    name: 'Migration20261129010809_tell_taken_back_decisions',
    class: Migration20261129010809_tell_taken_back_decisions,
  },
  { name: 'Migration20261129013934_remind_reviewers', class: Migration20261129013934_remind_reviewers },
];
