import { accessSync, chmodSync, constants, existsSync, lstatSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SHELTER } from './server-user.js';
import { onFilesOf, StartRefused } from './start-refused.js';

/** What lies in the folder that the platform keeps its database in; the paths are absolute. */
export interface DataFolder {
  root: string;
  /** PostgreSQL's own folder, or a link to it where the server's user cannot reach this one. */
  cluster: string;
  /** The generated password of the server's only role, readable by this process's user alone. */
  password: string;
  lock: string;
  log: string;
}

/** The folder at `dataDir`, made when absent; refuses when it cannot be made or written. */
export function openDataFolder(dataDir: string): DataFolder {
  const wanted = path.resolve(dataDir);
  return onFilesOf(wanted, () => {
    makeOpenFolder(wanted);
    accessSync(wanted, constants.W_OK | constants.X_OK);
    const root = realpathSync(wanted);
    const inRoot = (name: string) => path.join(root, name);
    return {
      root,
      cluster: inRoot('cluster'),
      password: inRoot('password'),
      lock: inRoot('lock'),
      log: inRoot('postgres.log'),
    };
  });
}

/** Makes `folder` and its missing parents so that the server's user can pass, whatever the umask says. */
export function makeOpenFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined || process.getuid?.() !== 0) return;
  for (let at = folder; ; at = path.dirname(at)) {
    chmodSync(at, 0o755);
    if (at === first) return;
  }
}

/** Where the cluster really is, or undefined while there is none; refuses a link whose target is gone. */
export function existingCluster(folder: DataFolder): string | undefined {
  if (!lstatSync(folder.cluster, { throwIfNoEntry: false })) return undefined;
  if (!existsSync(folder.cluster)) {
    throw new StartRefused(
      `${folder.cluster} links to a database that is no longer there.`,
      `Put it back, or remove ${folder.root} to begin with an empty database.`,
    );
  }
  return realpathSync(folder.cluster);
}

/** Removes a stopped database and its folder, also the part of it that lies elsewhere. */
export function removeDataFolder(dataDir: string): void {
  const cluster = path.join(path.resolve(dataDir), 'cluster');
  const real = existsSync(cluster) ? realpathSync(cluster) : cluster;
  if (real.startsWith(SHELTER + path.sep)) rmSync(path.dirname(real), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
