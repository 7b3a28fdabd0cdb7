import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SERVER_ENVIRONMENT } from './server-words.js';
import type { ServerUser } from './server-user.js';

/** A running server: PostgreSQL's first process. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Resolves, with the reason in words, when the server has ended or no longer answers; never rejects. */
  ended: Promise<string>;
}

/** What a server needs to be started; paths are absolute. */
export interface Launch {
  program: string;
  cluster: string;
  /** The server's output goes here, in place of what was there. */
  log: string;
  port: number;
  user: ServerUser;
  settings: Record<string, string>;
}

/** The server did not come up; `words` is its own output. */
export class LaunchFailed extends Error {
  constructor(readonly words: string) {
    super(words);
  }
}

/** The lock file that PostgreSQL keeps in its folder while it runs, or undefined when there is none. */
export function readLockFile(cluster: string): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** Starts a server and returns it once it takes connections. Recovery after a crash may take long and is waited for. */
export async function launch({ program, cluster, log, port, user, settings }: Launch): Promise<Postmaster> {
  const output = openSync(log, 'w', 0o600);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(program, ['-D', cluster, '-p', String(port), ...options], {
    ...user,
    env: SERVER_ENVIRONMENT,
    cwd: path.parse(cluster).root,
    // a group of its own: Ctrl-C must reach Node alone, which then stops the server after what still uses it
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();

  let over: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`PostgreSQL ended with ${signal ?? `code ${code}`}`));
  });
  void ended.then((reason) => (over = reason));
  if (child.pid !== undefined) endedByExit({ pid: child.pid, port, ended });
  while (over === undefined) {
    const lock = readLockFile(cluster);
    if (child.pid !== undefined && lock?.pid === child.pid && lock.ready) return { pid: child.pid, port, ended };
    await pause(10);
  }
  throw new LaunchFailed(readFileSync(log, 'utf8') || over);
}

/** Sees to it that a process that exits without having stopped its server takes it with it; kill -9 leaves it behind. */
export function endedByExit(postmaster: Postmaster): Postmaster {
  const end = () => void signal(postmaster.pid, 'SIGINT');
  process.once('exit', end);
  void postmaster.ended.then(() => process.off('exit', end));
  return postmaster;
}

const FAST_SHUTDOWN_SECONDS = 30;

/** Ends the server of `cluster` with a fast shutdown; one that takes too long is cut off, and recovers at its next start. */
export async function stopPostmaster(cluster: string, { pid, ended }: Postmaster): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  // lets an end that has come already be known: its process id may by now be somebody else's
  await pause(0);
  if (over) return;
  const deadline = performance.now() + FAST_SHUTDOWN_SECONDS * 1000;
  signal(pid, 'SIGINT');
  let cutOff = false;
  // asked again and again, since waiting for `ended` alone would not keep this process alive
  while (!over || isRunning(cluster, pid)) {
    if (!cutOff && performance.now() > deadline) cutOff = signal(pid, 'SIGQUIT');
    await pause(10);
  }
}

/** Sends a signal, and says whether there was a process to take it. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

// the lock file goes last at a shutdown; a dead process may still be listed until its parent takes note
const isRunning = (cluster: string, pid: number) => readLockFile(cluster)?.pid === pid && signal(pid, 0);
