import { ZipArchive } from 'archiver';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Measured } from '../../../platform/objects/measured.js';
import { ObjectMissing } from '../../../platform/objects/object-store.js';
import type { OwnDataFile, OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { type ArchivedFile, type ExplainedPart, readmeText } from './readme-text.js';

export interface ArchiveContents {
  readonly requestedAt: Date;
  readonly parts: readonly {
    readonly domain: string;
    readonly title: string;
    readonly read: () => Promise<OwnDataPart>;
  }[];
  /** Fails with `ObjectMissing`. */
  readonly openFile: (objectKey: string) => Promise<Readable>;
}

/**
 * Writes everything as a ZIP file: `README.txt`, one JSON file a domain, its files under `files/`, and `files.json` with
 * the hash of each. One part and one file are in hand at a time, however many there are.
 */
export async function writeArchive(target: string, contents: ArchiveContents): Promise<void> {
  // most files are compressed already: the fastest level loses next to nothing
  const archive = new ZipArchive({ zlib: { level: 1 } });
  const failure = new AbortController();
  const written = pipeline(archive, createWriteStream(target, { mode: 0o600 }));
  written.catch((error: unknown) => failure.abort(error));
  try {
    await new Filling(archive, contents.requestedAt, failure.signal).fill(contents);
    await Promise.all([archive.finalize(), written]);
  } catch (error) {
    archive.destroy(error as Error);
    await written.catch(() => undefined);
    // the writing's own failure is told, not that it stopped the rest
    throw failure.signal.aborted && (error as Error).name === 'AbortError' ? failure.signal.reason : error;
  }
}

/** Puts one thing after the other into an archive, until `failed` says that nobody writes it down any more. */
class Filling {
  private readonly files: ArchivedFile[] = [];

  constructor(
    private readonly archive: ZipArchive,
    private readonly date: Date,
    private readonly failed: AbortSignal,
  ) {}

  async fill({ requestedAt, parts, openFile }: ArchiveContents): Promise<void> {
    const explained: ExplainedPart[] = [];
    for (const { domain, title, read } of parts) {
      const part = await read();
      await this.add(`${domain}.json`, asJson(part.data));
      for (const file of part.files) this.files.push(await this.addFile(file, openFile));
      explained.push({ domain, title, explained: part.explained });
    }
    await this.add('files.json', asJson(this.files));
    await this.add('README.txt', readmeText(requestedAt, explained, this.files));
  }

  private async addFile(
    { path, objectKey }: OwnDataFile,
    openFile: ArchiveContents['openFile'],
  ): Promise<ArchivedFile> {
    let content: Readable;
    try {
      content = await openFile(objectKey);
    } catch (error) {
      // deleted by its owner since the part was written
      if (error instanceof ObjectMissing) return { path, size: null, sha256: null };
      throw error;
    }
    const measured = new Measured();
    const entry = new PassThrough();
    const added = this.add(path, entry);
    added.catch(() => undefined);
    // not piped: archiver would wait for ever for the end of a stream that fails
    for await (const chunk of measured.through(content)) {
      if (!entry.write(chunk)) await once(entry, 'drain', { signal: this.failed });
    }
    entry.end();
    await added;
    return { path, ...measured.result() };
  }

  private add(name: string, content: Readable | string): Promise<unknown> {
    const added = once(this.archive, 'entry', { signal: this.failed });
    this.archive.append(content, { name, date: this.date });
    return added;
  }
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
