import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Upload } from '../../../platform/files/accept-upload.js';
import { idempotencyKeyOf } from '../../../platform/idempotency/idempotency.interceptor.js';
import { MalformedRequest, MediaTypeNotSupported } from '../../../platform/problems/platform.problems.js';
import type { Text } from '../../../platform/problems/problem.js';
import { UploadIncomplete } from './upload.problems.js';

// RFC 2046, 5.1.1: at most 70 characters
const BOUNDARY = /;\s*boundary=("[^"]{1,70}"|[^\s;"]{1,70})\s*(;|$)/i;

/** The file of a multipart request, and the text fields that stood before it. */
export interface MultipartUpload extends Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | undefined;
}

/**
 * Reads up to the file of a `multipart/form-data` request; the file itself is still to be streamed. Fields are known
 * only when they stand before the file, which is why the API asks for that order.
 */
export async function readMultipart(request: FastifyRequest): Promise<MultipartUpload> {
  if (!request.isMultipart()) throw new MediaTypeNotSupported();
  // refused before the parser starts: what it has taken and nobody reads would hold up the sender's connection
  if (!BOUNDARY.test(request.headers['content-type'] ?? '')) throw new MalformedRequest();
  const idempotencyKey = idempotencyKeyOf(request);
  const part = await request.file();
  if (!part) throw missingPart('file', { zh: '缺少文件', en: 'there is no file' });
  const { file: stream, filename: fileName, mimetype: mediaType } = part;
  return { stream, fileName, mediaType, fields: textFields(part), idempotencyKey };
}

/** The refusal of an upload that lacks the part `name`. */
export const missingPart = (name: string, detail: Text) =>
  new UploadIncomplete({ errors: [{ pointer: `/${name}`, code: 'required', detail }] });

function textFields({ fields }: MultipartFile): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, part]) =>
      part && !Array.isArray(part) && part.type === 'field' && typeof part.value === 'string'
        ? [[name, part.value]]
        : [],
    ),
  );
}
