import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { type DataFolder, existingCluster, makeOpenFolder } from './data-folder.js';
import { refusalIn, SERVER_ENVIRONMENT } from './server-words.js';
import { canReach, type ServerUser, SHELTER } from './server-user.js';
import { onFilesOf, StartRefused } from './start-refused.js';

const LOCALE = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
const MAKING = 'cluster.making-';

/** The cluster of this folder, made when absent, and its password; refuses one that another major version made. */
export async function openCluster(folder: DataFolder, binaries: Binaries, user: ServerUser, sync: boolean) {
  const existing = existingCluster(folder);
  if (existing) {
    const made = onFilesOf(folder.root, () => readFileSync(path.join(existing, 'PG_VERSION'), 'utf8').trim());
    if (made !== binaries.major) {
      throw new StartRefused(
        `The data folder ${folder.root} was made by PostgreSQL ${made}, and this platform brings ${binaries.major}.`,
        `Move it aside to begin anew, and bring its contents over with pg_dump and pg_restore of PostgreSQL ${made}.`,
      );
    }
    return { cluster: existing, password: keptPassword(folder) };
  }
  const password = newPassword(folder);
  return { cluster: await createCluster(folder, binaries, user, password, sync), password };
}

function keptPassword(folder: DataFolder): string {
  if (!existsSync(folder.password)) {
    throw new StartRefused(
      `The password of the database is missing from ${folder.password}.`,
      `Put the file back, or remove ${folder.root} to begin with an empty database.`,
    );
  }
  return onFilesOf(folder.root, () => readFileSync(folder.password, 'utf8').trim());
}

function newPassword(folder: DataFolder): string {
  const password = randomBytes(24).toString('base64url');
  onFilesOf(folder.root, () => {
    rmSync(folder.password, { force: true });
    writeFileSync(folder.password, `${password}\n`, { mode: 0o600 });
  });
  return password;
}

/** Makes the cluster aside and moves it into place whole, so that a first start cut off half way leaves nothing behind. */
async function createCluster(
  folder: DataFolder,
  binaries: Binaries,
  user: ServerUser,
  password: string,
  sync: boolean,
): Promise<string> {
  const { inPlace, making } = onFilesOf(folder.root, () => makingFolder(folder, user));
  const cluster = path.join(making, 'cluster');
  const passwordFile = path.join(making, 'password');
  try {
    onFilesOf(making, () => {
      writeFileSync(passwordFile, password, { mode: 0o600 });
      if (user.uid !== undefined) [making, passwordFile].forEach((file) => chownSync(file, user.uid, user.gid));
    });
    const args = ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, ...LOCALE];
    await runInitdb(binaries.initdb, sync ? args : [...args, '--no-sync'], user, folder.root);
    rmSync(passwordFile);
    if (inPlace) renameSync(cluster, folder.cluster);
    else symlinkSync(cluster, folder.cluster);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
  if (inPlace) rmSync(making, { recursive: true });
  return inPlace ? folder.cluster : cluster;
}

function makingFolder(folder: DataFolder, user: ServerUser): { inPlace: boolean; making: string } {
  for (const name of readdirSync(folder.root)) {
    if (name.startsWith(MAKING)) rmSync(path.join(folder.root, name), { recursive: true, force: true });
  }
  const inPlace = canReach(folder.root, user);
  if (inPlace) return { inPlace, making: mkdtempSync(path.join(folder.root, MAKING)) };
  makeOpenFolder(SHELTER);
  return { inPlace, making: mkdtempSync(path.join(SHELTER, 'database-')) };
}

async function runInitdb(initdb: string, args: string[], user: ServerUser, root: string): Promise<void> {
  try {
    await promisify(execFile)(initdb, args, { ...user, env: SERVER_ENVIRONMENT, cwd: path.parse(root).root });
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw refusalIn(words || String(error), root);
  }
}
