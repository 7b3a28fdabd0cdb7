import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { FormDocument } from './form-document.js';

export const documentFormats = ['pdf', 'docx', 'html'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** What a file of the format is served as. */
export const documentMediaTypes: Readonly<Record<DocumentFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
};

// the names that the worker exports
const renderers = { pdf: 'renderPdf', docx: 'renderDocx', html: 'renderHtml' } as const;

/** Renders official forms in two worker threads, which start with the first document and keep their fonts. */
@Injectable()
export class Documents implements OnApplicationShutdown {
  private pool: Piscina | undefined;

  /**
   * A4, selectable text, the same bytes for the same document. A character that no font has is printed as 〓 with its
   * code point and a footnote. Rejects when a photo can't be read or a table's cells don't fill its grid.
   */
  renderPdf(document: FormDocument): Promise<Buffer> {
    return this.render(document, 'pdf');
  }

  /**
   * The document in one of the formats, the same bytes for the same document; DOCX and HTML are set in the reader's
   * fonts. Rejects as `renderPdf` does.
   */
  async render(document: FormDocument, format: DocumentFormat): Promise<Buffer> {
    const bytes = (await this.workers().run(document, { name: renderers[format] })) as ArrayBuffer;
    return Buffer.from(bytes);
  }

  /**
   * What of the text can't be printed as written, each once: characters that no font has, and characters whose
   * variation selector asks for a form that no font has.
   */
  async unprintable(text: string): Promise<string[]> {
    return (await this.workers().run(text, { name: 'unprintable' })) as string[];
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.destroy();
    this.pool = undefined;
  }

  private workers(): Piscina {
    this.pool ??= new Piscina({
      ...workerEntry(),
      minThreads: 0,
      maxThreads: 2,
      idleTimeout: Infinity,
      // V8 would rather grow than collect; a document that needs more fails alone, and its thread is replaced
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
    });
    return this.pool;
  }
}

/**
 * Compiled, the worker is compiled too; under jest this file still ends in .ts, and so the thread, which jest's
 * transform does not reach, compiles what it imports itself.
 */
function workerEntry(): { filename: string; execArgv: string[] } {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return {
    filename: new URL(`./render.worker${extension}`, import.meta.url).href,
    execArgv: extension === '.ts' ? ['--import', '@swc-node/register/esm-register'] : [],
  };
}
