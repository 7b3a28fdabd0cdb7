import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { readMultipart } from '../files/read-multipart.js';
import { receiveUpload } from '../files/receive-upload.js';
import { readWorkbook } from './read-workbook.js';
import type { FoundSheet } from './sheet.worker.js';
import { SpreadsheetMissing, SpreadsheetTooLarge, SpreadsheetUnreadable } from './spreadsheets.problems.js';
import { FileEmpty, FileTooLarge, TooManyUploads } from '../files/files.problems.js';
import { MediaTypeNotSupported } from '../problems/platform.problems.js';

const MAX_BYTES = 5 * 1024 * 1024;
export const MAX_ROWS = 5000;

export interface ReceivedWorkbook {
  readonly sheet: FoundSheet;
  readonly idempotencyKey: string | undefined;
  /** What makes the request the same request, 64 hex digits. */
  readonly requestHash: string;
}

/** Receives an uploaded workbook of at most 5 MB and 5,000 rows, and reads its first sheet; keeps no file. */
export async function receiveWorkbook(request: FastifyRequest): Promise<ReceivedWorkbook> {
  const missing = () =>
    new SpreadsheetMissing({
      errors: [{ pointer: '/file', code: 'required', detail: { zh: '缺少文件', en: 'there is no file' } }],
    });
  const { stream, idempotencyKey, end } = await readMultipart(request, missing);
  const received = await receiveUpload(stream, { maxBytes: MAX_BYTES });
  try {
    await end?.();
    const sheet = await readWorkbook(received.path, MAX_ROWS);
    const requestHash = createHash('sha256').update(`${request.url} ${received.sha256}`).digest('hex');
    return { sheet, idempotencyKey, requestHash };
  } finally {
    await received.remove();
  }
}

/** Every refusal that `receiveWorkbook` can give, for `@ApiProblems`. */
export const workbookProblems = [
  FileTooLarge,
  FileEmpty,
  MediaTypeNotSupported,
  SpreadsheetMissing,
  SpreadsheetUnreadable,
  SpreadsheetTooLarge,
  TooManyUploads,
] as const;
