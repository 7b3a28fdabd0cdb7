import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Measured } from '../objects/measured.js';
import type { StoredObject } from '../objects/object-store.js';

/** A file of ours in the machine's folder for temporary files; whoever has it removes it. */
export interface TemporaryFile extends StoredObject {
  readonly path: string;
  /** Quiet when it is gone already. */
  remove(): Promise<void>;
}

const prefix = 'upload-';
// The longest that a file waits for its inspection is minutes.
const abandonedAfter = 60 * 60 * 1000;

/** How the names of this process's temporary files begin. */
export const temporaryPrefix = `${prefix}${process.pid}-`;

/**
 * Lets `write` make a file at a fresh path, and measures it unless `write` tells what it measured; removes what there is
 * of it when `write` fails.
 */
export async function writeTemporary(write: (file: string) => Promise<StoredObject | void>): Promise<TemporaryFile> {
  const file = path.join(tmpdir(), `${temporaryPrefix}${randomUUID()}`);
  const remove = () => rm(file, { force: true });
  try {
    const { size, sha256 } = (await write(file)) ?? (await measure(file));
    return { path: file, size, sha256, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Removes what processes that were killed left behind an hour or more before `now`, whichever they were. */
export async function sweepTemporaryFiles(now: Date): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((candidate) => candidate.startsWith(prefix))) {
    const file = path.join(tmpdir(), name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() && now.getTime() - found.mtimeMs > abandonedAfter) await rm(file, { force: true });
  }
}

async function measure(file: string): Promise<StoredObject> {
  const measured = new Measured();
  for await (const chunk of measured.through(createReadStream(file))) void chunk;
  return measured.result();
}
