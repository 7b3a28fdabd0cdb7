import type { ListedMigration } from '../domain.js';
import { Migration20261123161126_create_platform } from './Migration20261123161126_create_platform.js';
import { Migration20261123170118_seal_and_answer } from './Migration20261123170118_seal_and_answer.js';
import { Migration20261125025629_key_the_audit_chain } from './Migration20261125025629_key_the_audit_chain.js';
import { Migration20261125071200_note_activity } from './Migration20261125071200_note_activity.js';
import { Migration20261125201224_keep_invariant_outcomes } from './Migration20261125201224_keep_invariant_outcomes.js';

export const migrations: readonly ListedMigration[] = [
  { name: 'Migration20261123161126_create_platform', class: Migration20261123161126_create_platform },
  { name: 'Migration20261123170118_seal_and_answer', class: Migration20261123170118_seal_and_answer },
  { name: 'Migration20261125025629_key_the_audit_chain', class: Migration20261125025629_key_the_audit_chain },
  { name: 'Migration20261125071200_note_activity', class: Migration20261125071200_note_activity },
  { name: 'Migration20261125201224_keep_invariant_outcomes', class: Migration20261125201224_keep_invariant_outcomes },
];
