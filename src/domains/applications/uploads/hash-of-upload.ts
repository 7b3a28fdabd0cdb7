import { createHash } from 'node:crypto';
import type { MultipartUpload } from '../../../platform/files/read-multipart.js';
import type { StoredFile } from './stored-file.js';

/** What makes an upload the same upload: its fields and the file as it is kept. */
export const hashOf = (url: string, { fields }: MultipartUpload, { sha256, fileName }: StoredFile): string =>
  createHash('sha256')
    .update(JSON.stringify([url, fields, fileName, sha256]))
    .digest('hex');
