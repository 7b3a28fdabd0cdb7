import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164836_create_notifications } from './Migration20261123164836_create_notifications.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164836_create_notifications', class: Migration20261123164836_create_notifications },
];
