import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Turns } from '../turns.js';
import type { PdfVerdict } from './pdf.worker.js';

// Longer than any honest scan takes by far: what needs more was made to keep the parser busy.
const longestMs = 20_000;
const mostMegabytes = 160;
// what a shell would say of a process that aborted
const outOfMemory = 134;
const idleMs = 10_000;
// the parser keeps every name and number that it has ever met
const mostFiles = 50;

// compiled to .js with the rest; under jest Node runs the .ts as it is, since it imports packages only
const program = fileURLToPath(
  new URL(`./pdf.worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/**
 * A process that parses PDFs, one after another: a parser that is driven out of memory or into an endless loop takes its
 * process along, and a thread's process would be the platform. Started when it is needed, and ended soon after.
 */
export class PdfParser {
  private readonly turns = new Turns(1);
  private child: ChildProcess | undefined;
  private files = 0;
  private idle: NodeJS.Timeout | undefined;

  /** What is to be said of the PDF at a path. What takes too long or too much memory is `too-complex`. */
  judge(path: string): Promise<PdfVerdict> {
    return this.turns.run(async () => {
      clearTimeout(this.idle);
      if (!this.child?.connected) this.child = this.start();
      const { child } = this;
      const late = setTimeout(() => child.kill('SIGKILL'), longestMs);
      try {
        return await verdictOf(child, path);
      } finally {
        clearTimeout(late);
        this.files += 1;
        if (this.files >= mostFiles) this.end();
        this.idle = setTimeout(() => this.end(), idleMs).unref();
      }
    });
  }

  /** Without the platform's secrets in its environment, and without the right to write anything or to start a program. */
  private start(): ChildProcess {
    const child = fork(program, {
      execArgv: [`--max-old-space-size=${mostMegabytes}`, '--permission', '--allow-fs-read=*', '--no-warnings'],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.files = 0;
    child.once('exit', () => {
      if (this.child === child) this.child = undefined;
    });
    child.unref();
    child.channel?.unref();
    return child;
  }

  private end(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}

function verdictOf(child: ChildProcess, path: string): Promise<PdfVerdict> {
  return new Promise<PdfVerdict>((resolve, reject) => {
    const settle = (act: () => void) => {
      child.off('message', onVerdict).off('exit', onExit).off('error', onError);
      act();
    };
    const onVerdict = (verdict: unknown) => settle(() => resolve(verdict as PdfVerdict));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = (status: number | null) =>
      settle(() => {
        // killed for taking too long, or gone with its memory; anything else is our bug
        if (status === null || status === outOfMemory) resolve({ is: 'too-complex' });
        else reject(new Error(`the parser of PDFs ended with ${status}`));
      });
    child.on('message', onVerdict).on('exit', onExit).on('error', onError);
    child.send(path, (error) => error && onError(error));
  });
}
