import type { ListedMigration } from '../../../platform/domain.js';
import { Migration20261123165354_create_accounts } from './Migration20261123165354_create_accounts.js';
import { Migration20261125030102_manage_staff } from './Migration20261125030102_manage_staff.js';
import { Migration20261125033934_limit_addresses } from './Migration20261125033934_limit_addresses.js';
import { Migration20261125041435_export_own_data } from './Migration20261125041435_export_own_data.js';
import { Migration20261125045130_show_sessions } from './Migration20261125045130_show_sessions.js';
import { Migration20261125074123_add_second_factor } from './Migration20261125074123_add_second_factor.js';
import { Migration20261125081224_erase_accounts } from './Migration20261125081224_erase_accounts.js';
import { Migration20261128225529_say_unit_of_staff } from './Migration20261128225529_say_unit_of_staff.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123165354_create_accounts', class: Migration20261123165354_create_accounts },
  { name: 'Migration20261125030102_manage_staff', class: Migration20261125030102_manage_staff },
  { name: 'Migration20261125033934_limit_addresses', class: Migration20261125033934_limit_addresses },
  { name: 'Migration20261125041435_export_own_data', class: Migration20261125041435_export_own_data },
  { name: 'Migration20261125045130_show_sessions', class: Migration20261125045130_show_sessions },
  { name: 'Migration20261125074123_add_second_factor', class: Migration20261125074123_add_second_factor },
  { name: 'Migration20261125081224_erase_accounts', class: Migration20261125081224_erase_accounts },
  { name: 'Migration20261128225529_say_unit_of_staff', class: Migration20261128225529_say_unit_of_staff },
];
