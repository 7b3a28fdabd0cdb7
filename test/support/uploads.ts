import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { temporaryPrefix } from '../../src/platform/files/temporary-file.js';

/** Matches the problem with a code. */
export const problem = (code: string): unknown =>
  expect.objectContaining({ spec: expect.objectContaining({ code }) as unknown });

/** The temporary files that uploads of this process have left. */
export const temporaryFiles = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(temporaryPrefix));
