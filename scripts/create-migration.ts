import { MikroORM } from '@mikro-orm/postgresql';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { domains } from '../src/domains/index.js';
import { removeDataFolder } from '../src/platform/database/embedded/data-folder.js';
import { ensureDatabase } from '../src/platform/database/embedded/ensure-database.js';
import { startEmbeddedPostgres } from '../src/platform/database/embedded/start-embedded-postgres.js';
import { migrate } from '../src/platform/database/migrate.js';
import { migrationOptions } from '../src/platform/database/orm-options.js';
import { platformSchema } from '../src/platform/platform-schema.js';

// npm run migration:create -- --owner applications --name add_withdrawal_reason
const { values } = parseArgs({
  options: { owner: { type: 'string' }, name: { type: 'string' }, blank: { type: 'boolean' } },
});
const owners = [platformSchema, ...domains];
const owner = owners.find(({ name }) => name === values.owner);
if (!owner || !/^[a-z][a-z_]+$/.test(values.name ?? '')) {
  console.error(
    `usage: npm run migration:create -- --owner ${owners.map(({ name }) => name).join('|')} --name verb_phrase [--blank]`,
  );
  process.exit(2);
}
const folder = owner === platformSchema ? 'src/platform' : `src/domains/${owner.name}`;

const home = mkdtempSync(path.join(os.tmpdir(), 'migration-'));
chmodSync(home, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir: path.join(home, 'postgres'), unsafeFast: true });
try {
  const url = postgres.url('platform');
  await ensureDatabase(url);
  await migrate(url, owners);
  const others = owners.filter((other) => other !== owner).map(({ name }) => name);
  const options = migrationOptions(owner, folder, url, others);
  // what the compiled command stands in is dist/; the migration is a source
  const orm = await MikroORM.init({ ...options, migrations: { ...options.migrations, path: `${folder}/migrations` } });
  const { fileName } = await orm.migrator.create(undefined, values.blank ?? false, false, values.name);
  await orm.close(true);
  console.log(
    fileName === ''
      ? 'nothing has changed'
      : `${folder}/migrations/${fileName}: read it, then list it in index.ts beside it`,
  );
} finally {
  await postgres.stop();
  removeDataFolder(path.join(home, 'postgres'));
  rmSync(home, { recursive: true, force: true });
}
