import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Measured } from '../objects/measured.js';
import { ObjectTooLarge } from '../objects/object-store.js';
import { FileEmpty, FileTooLarge } from './files.problems.js';
import { type TemporaryFile, writeTemporary } from './temporary-file.js';

export type ReceivedFile = TemporaryFile;

const mostDiscarded = 64 * 1024 * 1024;

/**
 * Streams an upload into a temporary file, which the caller removes. Refuses with `files.too-large` at the first byte
 * past `maxBytes`, and with `files.empty`; an error of the stream itself (the sender hung up) is passed on as it is.
 */
export async function receiveUpload(stream: Readable, { maxBytes }: { maxBytes: number }): Promise<ReceivedFile> {
  return writeTemporary(async (file) => {
    const measured = new Measured(maxBytes);
    const body = measured.through(stream.iterator({ destroyOnReturn: false }));
    try {
      await pipeline(body, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      discardRest(stream);
      throw error instanceof ObjectTooLarge ? tooLarge(maxBytes) : error;
    }
    // multipart parsers with a limit of their own end the stream there as if it were complete
    if ((stream as { truncated?: unknown }).truncated === true) throw tooLarge(maxBytes);
    const result = measured.result();
    if (result.size === 0) throw new FileEmpty();
    return result;
  });
}

/**
 * Reads on and throws away, so that a sender who is still sending comes to read the refusal: destroying a part at once
 * leaves its connection waiting with the rest of the request unread. Not without end, though.
 */
export function discardRest(stream: Readable): void {
  let left = mostDiscarded;
  stream.on('error', () => undefined);
  stream.on('data', (chunk: Buffer | string) => {
    left -= chunk.length;
    if (left < 0) stream.destroy();
  });
  stream.resume();
}

function tooLarge(maxBytes: number) {
  const megabytes = Number((maxBytes / 1024 / 1024).toFixed(1));
  const detail = { zh: `文件不能超过 ${megabytes} MB`, en: `A file may have at most ${megabytes} MB` };
  return new FileTooLarge({ detail, members: { maxBytes } });
}
