import type { FastifyRequest } from 'fastify';
import { type MultipartUpload, readMultipart as readParts } from '../../../platform/files/read-multipart.js';
import type { Text } from '../../../platform/problems/problem.js';
import { UploadIncomplete } from './upload.problems.js';

/** Reads up to the file of an upload; one without a file is refused as incomplete. */
export const readMultipart = (request: FastifyRequest): Promise<MultipartUpload> =>
  readParts(request, () => missingPart('file', { zh: '缺少文件', en: 'there is no file' }));

/** The refusal of an upload that lacks the part `name`. */
export const missingPart = (name: string, detail: Text) =>
  new UploadIncomplete({ errors: [{ pointer: `/${name}`, code: 'required', detail }] });
