import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrateAll } from '../../src/migrate-all.js';
import { removeDataFolder } from '../../src/platform/database/embedded/data-folder.js';
import { ensureDatabase } from '../../src/platform/database/embedded/ensure-database.js';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded/start-embedded-postgres.js';

let cluster: { postgres: EmbeddedPostgres; dataDir: string } | undefined;

/**
 * Starts the one server of this test run, on a free port, with a migrated template for `createTestDatabase` to clone.
 * Returns the run's folder, which goes with the server.
 */
export async function startCluster(): Promise<string> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'platform-test-'));
  // mkdtemp closes it to others, and started by root the server runs as another user
  chmodSync(dataDir, 0o755);
  removeWhenKilled(dataDir);
  const postgres = await startEmbeddedPostgres({ dataDir, unsafeFast: true });
  cluster = { postgres, dataDir };

  // the run's own token is in every name, so that nothing can be cloned or dropped on a server that is not this run's
  const template = `template_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(postgres.url(template));
  await migrateAll(postgres.url(template));
  process.env.TEST_TEMPLATE_URL = postgres.url(template);
  return dataDir;
}

/** Ends the server and removes its data; jest calls it whether the tests passed or not. */
export async function removeCluster(): Promise<void> {
  await cluster?.postgres.stop();
  if (cluster) removeDataFolder(cluster.dataDir);
}

const CLEAN_UP = `
  read -r _
  pid=$(head -n 1 "$0/cluster/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid"
  while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  rm -rf "$0"`;

/** jest runs no teardown on Ctrl-C or kill -9: a shell that outlives this process cleans up when their pipe breaks. */
function removeWhenKilled(dataDir: string): void {
  if (process.platform === 'win32') return;
  const shell = spawn('/bin/sh', ['-c', CLEAN_UP, dataDir], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  shell.unref();
}
