import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { idempotencyKeyOf } from '../idempotency/idempotency.interceptor.js';
import { InvalidRequest, MalformedRequest, MediaTypeNotSupported } from '../problems/platform.problems.js';
import type { Problem } from '../problems/problem.js';
import type { Upload } from './accept-upload.js';

// RFC 2046, 5.1.1: at most 70 characters
const BOUNDARY = /;\s*boundary=("[^"]{1,70}"|[^\s;"]{1,70})\s*(;|$)/i;
const FILE_PART = 'file';

/** The file of a multipart request, and the text fields that stood before it. */
export interface MultipartUpload extends Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | undefined;
}

/**
 * Reads up to the file of a `multipart/form-data` request; the file itself is still to be streamed. Fields are known
 * only when they stand before the file, which is why the API asks for that order and why the file is the last part: a
 * second file, or a field after it, would be lost without a word. Refuses with `request.media-type-not-supported`,
 * `request.malformed`, or `missing` when there is no file; `end` refuses what follows with `request.invalid`.
 */
export async function readMultipart(request: FastifyRequest, missing: () => Problem): Promise<MultipartUpload> {
  if (!request.isMultipart()) throw new MediaTypeNotSupported();
  // refused before the parser starts: what it has taken and nobody reads would hold up the sender's connection
  if (!BOUNDARY.test(request.headers['content-type'] ?? '')) throw new MalformedRequest();
  const idempotencyKey = idempotencyKeyOf(request);
  const parts = request.parts();
  const part = await fileOf(parts);
  if (part?.fieldname !== FILE_PART) {
    part?.file.resume();
    throw missing();
  }
  const { file: stream, filename: fileName, mimetype: mediaType } = part;
  return { stream, fileName, mediaType, fields: textFields(part), idempotencyKey, end: () => endOf(parts) };
}

async function fileOf(parts: AsyncIterator<Multipart>): Promise<MultipartFile | undefined> {
  for (;;) {
    const next = (await parts.next()) as IteratorResult<Multipart, undefined>;
    if (next.done) return undefined;
    if (next.value.type === 'file') return next.value;
  }
}

async function endOf(parts: AsyncIterator<Multipart>): Promise<void> {
  const next = await parts.next().catch((error: unknown) => {
    // the parser takes one file, and skips the others
    throw (error as { code?: unknown }).code === 'FST_FILES_LIMIT' ? notTheLast(FILE_PART) : error;
  });
  if (!next.done) throw notTheLast(next.value.fieldname);
}

const notTheLast = (name: string) =>
  new InvalidRequest({
    errors: [
      {
        pointer: `/${name}`,
        code: 'after-file',
        detail: { zh: '文件之后不应再有其他内容，一次只能上传一个文件', en: 'nothing may follow the file' },
      },
    ],
  });

function textFields({ fields }: MultipartFile): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, part]) =>
      part && !Array.isArray(part) && part.type === 'field' && typeof part.value === 'string'
        ? [[name, part.value]]
        : [],
    ),
  );
}
