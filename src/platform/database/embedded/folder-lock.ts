import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { DataFolder } from './data-folder.js';
import { onFilesOf, StartRefused, unwritable } from './start-refused.js';

const SQLITE_BUSY = 5;

/** Keeps the locks from the garbage collector, which would close and so release them. */
const held = new Set<DatabaseSync>();

/**
 * Takes the data folder for this process and returns what gives it back; refuses while another process has it.
 *
 * The lock is the kernel's, on an open file: it ends with its process, kill -9 included, so that no stale one can be left,
 * and it holds between containers that share the folder, where process ids and start times of a pid file mean nothing.
 * Node has no `flock`; an SQLite file opened exclusively is the one such lock that it brings on every platform.
 */
export function lockFolder(folder: DataFolder): () => void {
  const holder = `${folder.lock}.pid`;
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(folder.lock);
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if (!(error instanceof Error && 'errcode' in error)) throw error;
    if (error.errcode !== SQLITE_BUSY) throw unwritable(folder.root, `its lock: ${error.message}`, error);
    throw new StartRefused(
      `The data folder ${folder.root} is in use by another running platform (process ${pidIn(holder)}).`,
      'Stop that one first, or give this one a folder of its own in DATA_DIR.',
      { cause: error },
    );
  }
  const taken = lock;
  held.add(taken);
  onFilesOf(folder.root, () => {
    // whoever can read the file could lock it, and so keep the platform from starting
    chmodSync(folder.lock, 0o600);
    writeFileSync(holder, `${process.pid}\n`);
  });
  return () => {
    if (held.delete(taken)) taken.close();
  };
}

function pidIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
