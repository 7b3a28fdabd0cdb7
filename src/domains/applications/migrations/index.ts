import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123164605_create_applications } from './Migration20261123164605_create_applications.js';
import { Migration20261125024538_save_form_in_sections } from './Migration20261125024538_save_form_in_sections.js';
import { Migration20261125030238_add_digest_of_revision } from './Migration20261125030238_add_digest_of_revision.js';
import { Migration20261125051000_keep_state_of_files } from './Migration20261125051000_keep_state_of_files.js';
import { Migration20261125080242_erase_own_data } from './Migration20261125080242_erase_own_data.js';
import { Migration20261125105726_find_by_person } from './Migration20261125105726_find_by_person.js';
import { Migration20261125110823_export_applications } from './Migration20261125110823_export_applications.js';
import { Migration20261128210927_read_code_of_signature_page } from './Migration20261128210927_read_code_of_signature_page.js';
import { Migration20261128223757_keep_answered_findings } from './Migration20261128223757_keep_answered_findings.js';
import { Migration20261129010748_take_back_decisions } from './Migration20261129010748_take_back_decisions.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123164605_create_applications', class: Migration20261123164605_create_applications },
  { name: 'Migration20261125024538_save_form_in_sections', class: Migration20261125024538_save_form_in_sections },
  { name: 'Migration20261125030238_add_digest_of_revision', class: Migration20261125030238_add_digest_of_revision },
  { name: 'Migration20261125051000_keep_state_of_files', class: Migration20261125051000_keep_state_of_files },
  { name: 'Migration20261125080242_erase_own_data', class: Migration20261125080242_erase_own_data },
  { name: 'Migration20261125105726_find_by_person', class: Migration20261125105726_find_by_person },
  { name: 'Migration20261125110823_export_applications', class: Migration20261125110823_export_applications },
  {
    name: 'Migration20261128210927_read_code_of_signature_page',
    class: Migration20261128210927_read_code_of_signature_page,
  },
  { name: 'Migration20261128223757_keep_answered_findings', class: Migration20261128223757_keep_answered_findings },
  { name: 'Migration20261129010748_take_back_decisions', class: Migration20261129010748_take_back_decisions },
];
