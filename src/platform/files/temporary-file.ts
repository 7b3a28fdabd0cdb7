import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Measured } from '../objects/measured.js';

/** A file of ours in the machine's folder for temporary files; whoever has it removes it. */
export interface TemporaryFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Quiet when it is gone already. */
  remove(): Promise<void>;
}

/** How the names of this process's temporary files begin: what is left of a process that is gone can be told by it. */
export const temporaryPrefix = `upload-${process.pid}-`;

/** Lets `write` make a file at a fresh path; removes what there is of it when `write` fails. */
export async function writeTemporary(write: (file: string) => Promise<void>): Promise<TemporaryFile> {
  const file = path.join(tmpdir(), `${temporaryPrefix}${randomUUID()}`);
  const remove = () => rm(file, { force: true });
  try {
    await write(file);
    return { path: file, ...(await measure(file)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Length and SHA-256 of a file, read once from beginning to end. */
export async function measure(file: string): Promise<{ size: number; sha256: string }> {
  const measured = new Measured();
  for await (const chunk of measured.through(createReadStream(file))) void chunk;
  return measured.result();
}
