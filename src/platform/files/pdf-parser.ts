import type { PdfVerdict } from './pdf.worker.js';
import { overstrained, SandboxedProgram } from './sandboxed-program.js';

/** A process that parses PDFs, one after another. */
export class PdfParser {
  private readonly program = new SandboxedProgram<string, PdfVerdict>('pdf.worker', {
    // longer than any honest scan takes by far
    longestMs: 20_000,
    heapMegabytes: 160,
    // the parser keeps every name and number that it has ever met
    mostQuestions: 50,
  });

  /** What is to be said of the PDF at a path. What takes too long or too much memory is `too-complex`. */
  async judge(path: string): Promise<PdfVerdict> {
    const verdict = await this.program.ask(path);
    return verdict === overstrained ? { is: 'too-complex' } : verdict;
  }
}
