import { existsSync, renameSync } from 'node:fs';

/** Keeps the log of the run before, which tells why it ended, and drops the one before that. */
export function rotateLog(log: string): void {
  if (existsSync(log)) renameSync(log, `${log}.1`);
}
