import { Piscina } from 'piscina';
import { TooManyUploads } from '../files/files.problems.js';
import { LineTooLong, Turns } from '../turns.js';
import type { FoundSheet, SheetVerdict } from './sheet.worker.js';
import { SpreadsheetTooLarge, SpreadsheetUnreadable } from './spreadsheets.problems.js';

// far longer than any honest workbook of this size takes
const LONGEST_MS = 15_000;

// counted here, not by a pool, so that waiting in line takes nothing off a file's time
const turns = new Turns(1, 20);

/**
 * Reads the first sheet of the .xlsx workbook at a path, in a thread of its own. Refuses with `spreadsheets.unreadable`
 * what is none, and with `spreadsheets.too-large` what has more rows below its titles than `maxRows`, or wants more time
 * or memory than a workbook gets; with `files.too-many-uploads` when twenty others wait already.
 */
export async function readWorkbook(path: string, maxRows: number): Promise<FoundSheet> {
  const verdict = await turns
    .run(() => judge(path, maxRows))
    .catch((error: unknown) => {
      throw error instanceof LineTooLong ? new TooManyUploads({ retryAfterSeconds: 5 }) : error;
    });
  if (verdict.is === 'read') return verdict;
  throw verdict.is === 'too-large' ? new SpreadsheetTooLarge({ members: { maxRows } }) : new SpreadsheetUnreadable();
}

async function judge(path: string, maxRows: number): Promise<SheetVerdict> {
  // a thread for one file: imports are rare, and what a file leaves behind in memory goes with its thread
  const thread = new Piscina({
    // compiled to .js with the rest; under jest Node runs the .ts as it is, since it imports packages only
    filename: new URL(`./sheet.worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).href,
    maxThreads: 1,
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  });
  try {
    return (await thread.run({ path, maxRows }, { signal: AbortSignal.timeout(LONGEST_MS) })) as SheetVerdict;
  } catch (error) {
    const { name, code } = error as { name?: unknown; code?: unknown };
    // the thread was ended because the file wanted more than it gets; anything else is our bug
    if (name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY') return { is: 'too-large' };
    throw error;
  } finally {
    await thread.destroy();
  }
}
