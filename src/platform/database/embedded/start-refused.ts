/**
 * The embedded database cannot start, for a reason that the person who starts it can mend.
 * `message` is one line: what is the matter, then what to do. Print it without the stack.
 */
export class StartRefused extends Error {
  constructor(fact: string, advice: string, options?: ErrorOptions) {
    super(`${fact} ${advice}`.replaceAll(/\s+/g, ' ').trim(), options);
    this.name = 'StartRefused';
  }
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

/** Runs `work` on files under `folder`; what the file system refuses comes out as StartRefused, everything else as it was. */
export function onFilesOf<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(folder, error);
    if (UNWRITABLE.has(code)) throw unwritable(folder, code, error);
    throw error;
  }
}

/** The refusal for a file system without room. */
export function diskFull(folder: string, cause?: unknown): StartRefused {
  return new StartRefused(
    `There is no room left on the disk of the data folder ${folder}.`,
    'Free some space (a new database takes about 40 MB) or name another folder in DATA_DIR.',
    { cause },
  );
}

/** The refusal for a folder, or a file in it, that belongs to somebody else or cannot be written at all. */
export function unwritable(folder: string, reason: string, cause?: unknown): StartRefused {
  return new StartRefused(
    `The data folder ${folder} cannot be used by this user (${reason}).`,
    'Start as the user who made it, give this user write permission there, or name another folder in DATA_DIR.',
    { cause },
  );
}
