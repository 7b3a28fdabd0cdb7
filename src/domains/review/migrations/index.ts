import type { ListedMigration } from '../../../platform/domain.js';

export const migrations: readonly ListedMigration[] = [];
