import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { copyFile, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '../clock/clock.js';
import { safeDisposition } from './content-disposition.js';
import { checkKey, checkPrefix } from './keys.js';
import { checkLifetime } from './link-lifetime.js';
import { LinkSigner } from './link-signer.js';
import { Measured } from './measured.js';
import { ObjectMissing, ObjectStore, ObjectStoreUnavailable } from './object-store.js';
import type { LinkOptions, ObjectFacts, PutOptions, SignedLink, StoredObject } from './object-store.js';

// The media type stands in a head of fixed length before the content, so that one rename publishes both.
const headBytes = 256;
// No key has `~` in it, so no object's file can stand where another key needs a folder.
const objectSuffix = '~';
const noFollow = constants.O_NOFOLLOW ?? 0;
const abandonedAfter = 24 * 60 * 60 * 1000;

export interface FileObjectStoreOptions {
  /** Made when missing; owned by this store alone. */
  readonly folder: string;
  /** Base URL of the API as callers reach it, without `/api/v1`. */
  readonly publicUrl: string;
  /** At least 32 characters. */
  readonly linkSecret: string;
}

/** Objects as files of a folder: the default of a local installation. Several processes may share the folder. */
export class FileObjectStore extends ObjectStore {
  /** Checks the links that `signedLink` makes. */
  readonly signer: LinkSigner;
  private readonly root: string;
  private readonly incoming: string;

  constructor(
    private readonly options: FileObjectStoreOptions,
    private readonly clock: Clock,
  ) {
    super();
    this.root = path.resolve(options.folder);
    this.incoming = path.join(this.root, '.incoming');
    this.signer = new LinkSigner(options.linkSecret);
  }

  override async put(key: string, body: Readable, { mediaType, maxBytes }: PutOptions): Promise<StoredObject> {
    const target = this.pathOf(key);
    const head = headOf(mediaType);
    const measured = new Measured(maxBytes);
    await this.publish(target, async (temporary) => {
      const file = await this.io(() => open(temporary, 'wx', 0o600));
      try {
        await this.io(() => file.writeFile(head));
        for await (const chunk of measured.through(body)) await this.io(() => file.writeFile(chunk));
        await this.io(() => file.sync());
      } finally {
        await file.close();
      }
    });
    return measured.result();
  }

  override async get(key: string): Promise<Readable> {
    const file = await this.openObject(key);
    return file.createReadStream({ start: headBytes });
  }

  override async getBuffer(key: string): Promise<Buffer> {
    const content = await this.get(key);
    return this.io(() => buffer(content));
  }

  override async stat(key: string): Promise<ObjectFacts | undefined> {
    let file: FileHandle;
    try {
      file = await this.openObject(key);
    } catch (error) {
      if (error instanceof ObjectMissing) return undefined;
      throw error;
    }
    try {
      return await this.io(async () => {
        const head = Buffer.alloc(headBytes);
        await file.read(head, 0, headBytes, 0);
        return { size: (await file.stat()).size - headBytes, mediaType: head.toString('utf8').trimEnd() };
      });
    } finally {
      await file.close();
    }
  }

  override async remove(key: string): Promise<void> {
    const target = this.pathOf(key);
    await this.io(() => rm(target, { force: true }));
  }

  override async *list(prefix: string): AsyncIterable<{ key: string; size: number }> {
    checkPrefix(prefix);
    // everything that begins with `a/b/c…` lies under the folder `a/b`
    yield* this.walk(prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix);
  }

  override async copy(from: string, to: string): Promise<void> {
    const source = this.pathOf(from);
    await this.publish(this.pathOf(to), async (temporary) => {
      await this.io(() => copyFile(source, temporary, constants.COPYFILE_EXCL), from);
      const file = await this.io(() => open(temporary, 'r+'));
      await this.io(() => file.sync()).finally(() => file.close());
    });
  }

  override signedLink(key: string, link: LinkOptions): Promise<SignedLink> {
    const now = this.clock.now().getTime();
    const expires = Math.floor(now / 1000) + checkLifetime(link.expiresInSeconds);
    const { fileName, mediaType } = link;
    const disposition = safeDisposition(link);
    const claims = { key: checkKey(key), fileName: fileName.toWellFormed(), mediaType, disposition, expires } as const;
    const query = new URLSearchParams({
      expires: String(expires),
      disposition,
      mediaType,
      fileName: claims.fileName,
      signature: this.signer.sign(claims),
    });
    const url = `${this.options.publicUrl.replace(/\/+$/, '')}/api/v1/objects/${key}?${query.toString()}`;
    return Promise.resolve({ url, expiresAt: new Date(expires * 1000) });
  }

  /** Removes what an interrupted `put` left behind a day or more ago. */
  async sweep(): Promise<void> {
    const names = await this.io(() => readdir(this.incoming).catch(emptyWhenMissing));
    for (const name of names) {
      const leftover = path.join(this.incoming, name);
      const found = await stat(leftover).catch(() => undefined);
      if (found && this.clock.now().getTime() - found.mtimeMs > abandonedAfter) await rm(leftover, { force: true });
    }
  }

  private pathOf(key: string): string {
    return `${path.join(this.root, ...checkKey(key).split('/'))}${objectSuffix}`;
  }

  /** Lets `write` fill a temporary file and puts it in place in one step; leaves nothing when `write` fails. */
  private async publish(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
    const temporary = path.join(this.incoming, randomUUID());
    try {
      await this.io(() => mkdir(this.incoming, { recursive: true, mode: 0o700 }));
      await write(temporary);
      await this.io(async () => {
        await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
        await rename(temporary, target);
        await syncFolder(path.dirname(target));
      });
    } finally {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  private async openObject(key: string): Promise<FileHandle> {
    const target = this.pathOf(key);
    return this.io(() => open(target, constants.O_RDONLY | noFollow), key);
  }

  private async *walk(folder: string, prefix: string): AsyncGenerator<{ key: string; size: number }> {
    const entries = await this.io(() =>
      readdir(path.join(this.root, folder), { withFileTypes: true }).catch(emptyWhenMissing<Dirent>),
    );
    for (const entry of entries) {
      const name = `${folder}${entry.name}`;
      if (entry.isDirectory() && !entry.name.startsWith('.')) {
        const below = `${name}/`;
        if (below.startsWith(prefix) || prefix.startsWith(below)) yield* this.walk(below, prefix);
      } else if (entry.isFile() && name.endsWith(objectSuffix) && name.startsWith(prefix)) {
        const key = name.slice(0, -objectSuffix.length);
        const facts = await stat(path.join(this.root, name)).catch(() => undefined);
        if (facts && key.startsWith(prefix)) yield { key, size: facts.size - headBytes };
      }
    }
  }

  /** Runs one step on the disk; a missing file of `key` is `ObjectMissing`, any other fault the store's. */
  private async io<T>(step: () => Promise<T>, key?: string): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (key !== undefined && isMissing(error)) throw new ObjectMissing(key);
      throw new ObjectStoreUnavailable(error);
    }
  }
}

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

function emptyWhenMissing<T = string>(error: unknown): T[] {
  if (isMissing(error)) return [];
  throw error;
}

function headOf(mediaType: string): Buffer {
  if (!/^[\x21-\x7e][\x20-\x7e]{0,199}$/.test(mediaType)) throw new RangeError(`not a media type: ${mediaType}`);
  return Buffer.from(mediaType.padEnd(headBytes - 1).concat('\n'), 'latin1');
}

/** A rename survives a power cut only once its folder is on disk; Windows can't open folders and needs it not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
