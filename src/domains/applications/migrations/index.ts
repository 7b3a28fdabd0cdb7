import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164605_create_applications } from './Migration20261123164605_create_applications.js';
import { Migration20261125024538_save_form_in_sections } from './Migration20261125024538_save_form_in_sections.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164605_create_applications', class: Migration20261123164605_create_applications },
  { name: 'Migration20261125024538_save_form_in_sections', class: Migration20261125024538_save_form_in_sections },
];
