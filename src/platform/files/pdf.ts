import { Piscina } from 'piscina';
import { Turns } from '../turns.js';
import { FileDamaged, PdfActiveContent, PdfEncrypted } from './files.problems.js';
import type { PdfVerdict } from './pdf.worker.js';

// Longer than any honest scan takes by far: what needs more was made to keep the parser busy.
const longestMs = 15_000;

// Counted here, not by the pool, so that waiting in line takes nothing off a file's time.
const twoAtATime = new Turns(2);

let pool: Piscina | undefined;

/**
 * Parses a PDF in a thread of its own and returns how many pages it has. Refuses with `files.pdf-encrypted`,
 * `files.pdf-active-content` (JavaScript, programs to start, embedded files, XFA forms, rich media; wherever they
 * hide, replaced objects included), and with `files.damaged` what cannot be parsed in time or memory.
 */
export async function inspectPdf(path: string): Promise<{ pages: number }> {
  const verdict = await twoAtATime.run(() => judge(path));
  switch (verdict.is) {
    case 'sound':
      return { pages: verdict.pages };
    case 'encrypted':
      throw new PdfEncrypted();
    case 'active':
      throw new PdfActiveContent({ members: { found: verdict.found } });
    case 'damaged':
      throw new FileDamaged();
  }
}

async function judge(path: string): Promise<PdfVerdict> {
  try {
    return (await workers().run(path, { signal: AbortSignal.timeout(longestMs) })) as PdfVerdict;
  } catch (error) {
    const { name, code } = error as { name?: unknown; code?: unknown };
    // the thread was ended because the file wanted more time or memory than it gets; anything else is our bug
    if (name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY') return { is: 'damaged' };
    throw error;
  }
}

function workers(): Piscina {
  pool ??= new Piscina({
    // compiled to .js with the rest; under jest Node runs the .ts as it is, since it imports packages only
    filename: new URL(`./pdf.worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: 2,
    idleTimeout: 30_000,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  return pool;
}
