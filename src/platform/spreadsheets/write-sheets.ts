import { ZipArchive } from 'archiver';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CellContent, rowOf, sheetBeginning, sheetEnd, workbookParts } from './sheet-xml.js';

/** One column of a written workbook. */
export interface WrittenColumn<Row> {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  readonly cell: (row: Row) => CellContent;
}

export interface WrittenWorkbook<Row> {
  /** Of the sheet; the second and later ones get a number behind it. */
  readonly name: string;
  readonly columns: readonly WrittenColumn<Row>[];
  /** Taken one batch after the other, as fast as they are written. */
  readonly batches: AsyncIterable<readonly Row[]>;
  /** 1,000,000 by default: a sheet holds 1,048,576 (ECMA-376), the titles among them. */
  readonly rowsPerSheet?: number;
}

/**
 * Writes an .xlsx workbook to a fresh path: titles that stay in sight, texts as texts, instants as the time in China.
 * One batch of rows is in memory at a time, however many there are. What `batches` throws is thrown on.
 */
export async function writeSheets<Row>(target: string, workbook: WrittenWorkbook<Row>): Promise<void> {
  // the repetitions of a sheet's XML are found at the fastest level, too
  const archive = new ZipArchive({ zlib: { level: 1 } });
  const failure = new AbortController();
  const written = pipeline(archive, createWriteStream(target, { mode: 0o600 }));
  written.catch((error: unknown) => failure.abort(error));
  const add = (name: string, content: Readable | string): Promise<unknown> => {
    const added = once(archive, 'entry', { signal: failure.signal });
    archive.append(content, { name });
    return added;
  };
  try {
    const rows = new Upcoming(workbook.batches);
    let sheets = 0;
    do {
      const sheet = Readable.from(xmlOf(workbook, rows), { objectMode: false, highWaterMark: 64 * 1024 });
      // archiver would wait for ever for the end of a stream that fails
      sheet.once('error', (error) => failure.abort(error));
      await add(`xl/worksheets/sheet${++sheets}.xml`, sheet);
    } while (await rows.areLeft());
    for (const { path, xml } of workbookParts(workbook.name, sheets)) await add(path, xml);
    await Promise.all([archive.finalize(), written]);
  } catch (error) {
    archive.destroy(error as Error);
    await written.catch(() => undefined);
    // the failure itself is told, not that it stopped the rest
    throw failure.signal.aborted && (error as Error).name === 'AbortError' ? failure.signal.reason : error;
  }
}

async function* xmlOf<Row>(
  { columns, rowsPerSheet = 1_000_000 }: WrittenWorkbook<Row>,
  rows: Upcoming<Row>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(sheetBeginning(columns));
  for (let written = 0; written < rowsPerSheet && (await rows.areLeft());) {
    const taken = rows.take(rowsPerSheet - written);
    const contents = taken.map((row) => columns.map(({ cell }) => cell(row)));
    yield Buffer.from(contents.map((cells, index) => rowOf(written + index + 2, cells)).join(''));
    written += taken.length;
  }
  yield Buffer.from(sheetEnd);
}

/** Rows that come in batches, and go to sheets that end in the middle of one. */
class Upcoming<Row> {
  private readonly batches: AsyncIterator<readonly Row[]>;
  private batch: readonly Row[] = [];

  constructor(batches: AsyncIterable<readonly Row[]>) {
    this.batches = batches[Symbol.asyncIterator]();
  }

  async areLeft(): Promise<boolean> {
    while (this.batch.length === 0) {
      const next = await this.batches.next();
      if (next.done === true) return false;
      this.batch = next.value;
    }
    return true;
  }

  take(most: number): readonly Row[] {
    const taken = this.batch.slice(0, most);
    this.batch = this.batch.slice(most);
    return taken;
  }
}
