import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { locateBinaries } from './binaries.js';
import { openCluster } from './create-cluster.js';
import { existingCluster, openDataFolder } from './data-folder.js';
import { lockFolder } from './folder-lock.js';
import { rotateLog } from './server-log.js';
import {
  endedByExit,
  LaunchFailed,
  type Launch,
  launch,
  type Postmaster,
  readLockFile,
  signal,
  stopPostmaster,
} from './postmaster.js';
import { connectTo, untilGone } from './server-connection.js';
import { serverUserOf } from './server-user.js';
import { refusalIn, saysPortRefused, saysStillLocked } from './server-words.js';
import { StartRefused } from './start-refused.js';

export interface EmbeddedPostgresOptions {
  /** Folder that holds the database; made when absent. */
  dataDir: string;
  /** TCP port on 127.0.0.1; a free one when left out or 0. */
  port?: number;
  /** Gives up durability for speed. For tests, whose data nobody misses. */
  unsafeFast?: boolean;
}

/** A PostgreSQL server of this process's own, on 127.0.0.1, behind a generated password. */
export interface EmbeddedPostgres {
  /** Connection URL, password included, of the database with this name; see `ensureDatabase` for one that may be missing. */
  url(database: string): string;
  port: number;
  /** The server was already running, left behind by a platform that was killed. */
  adopted: boolean;
  /** Ends the server and gives the data folder back; resolves when both are done, also when called twice. */
  stop(): Promise<void>;
  /** Calls `listener` once, with the reason in words, if the server ends without having been stopped. */
  onExit(listener: (reason: string) => void): void;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // a socket would want a short path that the server's user can write
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  log_checkpoints: 'off',
};
const UNSAFE_FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '2GB' };

/**
 * Starts the PostgreSQL that npm installed on the data in `dataDir`, making it at the first start, adopting the server
 * that a killed platform left running. The folder is this process's until `stop` or its death.
 * @throws StartRefused, with the one line to print, for whatever the person who starts it can mend.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = openDataFolder(options.dataDir);
  const unlock = lockFolder(folder);
  try {
    const user = serverUserOf(existingCluster(folder) ?? folder.cluster);
    const binaries = locateBinaries(user, folder.root);
    const { cluster, password } = await openCluster(folder, binaries, user, !options.unsafeFast);
    const urlOn = (port: number) => (database: string) =>
      `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    const { postmaster, adopted } = await adoptOrLaunch({
      root: folder.root,
      urlOn,
      wantedPort: options.port ?? 0,
      program: binaries.postgres,
      cluster,
      log: folder.log,
      user,
      settings: options.unsafeFast ? { ...SETTINGS, ...UNSAFE_FAST } : SETTINGS,
    });
    return { ...control(postmaster, cluster, unlock), url: urlOn(postmaster.port), port: postmaster.port, adopted };
  } catch (error) {
    unlock();
    throw error;
  }
}

interface Start extends Omit<Launch, 'port'> {
  root: string;
  /** 0 for a free one. */
  wantedPort: number;
  urlOn: (port: number) => (database: string) => string;
}

const LOCK_LINGERS_SECONDS = 60;

/** A server that was killed, or that is just starting or ending, keeps its lock for a moment: asked again, never deleted. */
async function adoptOrLaunch(start: Start): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  const deadline = performance.now() + LOCK_LINGERS_SECONDS * 1000;
  let rotated = false;
  for (;;) {
    const orphan = await adopt(start);
    if (orphan && (!start.wantedPort || orphan.port === start.wantedPort)) return { postmaster: orphan, adopted: true };
    if (orphan) await stopPostmaster(start.cluster, orphan);
    // not for one that is adopted: it still writes to the log it has
    if (!rotated) rotateLog(start.log);
    rotated = true;
    try {
      return { postmaster: await launchVerified(start), adopted: false };
    } catch (error) {
      if (!(error instanceof LaunchFailed)) throw error;
      const portTaken = saysPortRefused(error.words);
      if (portTaken && start.wantedPort) throw portRefused(start.wantedPort);
      // a free port, too, is asked for again: another program may have been faster
      const passing = portTaken || saysStillLocked(error.words);
      if (!passing || performance.now() > deadline) throw refusalIn(error.words, start.root);
    }
    await pause(100);
  }
}

async function adopt({ cluster, urlOn }: Start): Promise<Postmaster | undefined> {
  const lock = readLockFile(cluster);
  if (!lock?.ready || !signal(lock.pid, 0)) return undefined;
  const url = urlOn(lock.port)('postgres');
  const client = await connectTo(url, cluster);
  await client?.end();
  return client && endedByExit({ pid: lock.pid, port: lock.port, ended: untilGone(url, cluster) });
}

async function launchVerified(start: Start): Promise<Postmaster> {
  const postmaster = await launch({ ...start, port: start.wantedPort || (await freePort()) });
  const client = await connectTo(start.urlOn(postmaster.port)('postgres'), start.cluster);
  if (!client) {
    await stopPostmaster(start.cluster, postmaster);
    throw new StartRefused(
      `The database in ${start.root} does not take the password that is kept beside it.`,
      `Put the right password file back, or remove ${start.root} to begin with an empty database.`,
    );
  }
  await client.end();
  return postmaster;
}

function portRefused(port: number): StartRefused {
  return new StartRefused(
    `Port ${port} on 127.0.0.1 is taken by another program, or not allowed to this user.`,
    'Stop that program, or choose another port for the embedded PostgreSQL (0 for a free one).',
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function control(postmaster: Postmaster, cluster: string, unlock: () => void) {
  let stopping: Promise<void> | undefined;
  const stop = () => stopPostmaster(cluster, postmaster).finally(unlock);
  return {
    stop: () => (stopping ??= stop()),
    onExit(listener: (reason: string) => void) {
      void postmaster.ended.then((reason) => {
        if (!stopping) listener(reason);
      });
    },
  };
}
