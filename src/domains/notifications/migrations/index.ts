import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164836_create_notifications } from './Migration20261123164836_create_notifications.js';
import { Migration20261125031537_tell_data_exports } from './Migration20261125031537_tell_data_exports.js';
import { Migration20261125045104_warn_owners } from './Migration20261125045104_warn_owners.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164836_create_notifications', class: Migration20261123164836_create_notifications },
  { name: 'Migration20261125031537_tell_data_exports', class: Migration20261125031537_tell_data_exports },
  { name: 'Migration20261125045104_warn_owners', class: Migration20261125045104_warn_owners },
];
