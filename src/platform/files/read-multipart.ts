import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { idempotencyKeyOf } from '../idempotency/idempotency.interceptor.js';
import { MalformedRequest, MediaTypeNotSupported } from '../problems/platform.problems.js';
import type { Problem } from '../problems/problem.js';
import type { Upload } from './accept-upload.js';

// RFC 2046, 5.1.1: at most 70 characters
const BOUNDARY = /;\s*boundary=("[^"]{1,70}"|[^\s;"]{1,70})\s*(;|$)/i;

/** The file of a multipart request, and the text fields that stood before it. */
export interface MultipartUpload extends Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | undefined;
}

/**
 * Reads up to the file of a `multipart/form-data` request; the file itself is still to be streamed. Fields are known
 * only when they stand before the file, which is why the API asks for that order. Refuses with
 * `request.media-type-not-supported`, `request.malformed`, or `missing` when there is no file.
 */
export async function readMultipart(request: FastifyRequest, missing: () => Problem): Promise<MultipartUpload> {
  if (!request.isMultipart()) throw new MediaTypeNotSupported();
  // refused before the parser starts: what it has taken and nobody reads would hold up the sender's connection
  if (!BOUNDARY.test(request.headers['content-type'] ?? '')) throw new MalformedRequest();
  const idempotencyKey = idempotencyKeyOf(request);
  const part = await request.file();
  if (!part) throw missing();
  const { file: stream, filename: fileName, mimetype: mediaType } = part;
  return { stream, fileName, mediaType, fields: textFields(part), idempotencyKey };
}

function textFields({ fields }: MultipartFile): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, part]) =>
      part && !Array.isArray(part) && part.type === 'field' && typeof part.value === 'string'
        ? [[name, part.value]]
        : [],
    ),
  );
}
