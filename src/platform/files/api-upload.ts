import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { KeyedByHandler } from '../idempotency/idempotency.interceptor.js';

type TextParts = Record<string, { type: 'string'; enum?: string[]; description: string }>;

const ANY_FILE = '文件，不超过 20 MB';

/** Documents a multipart POST whose text fields stand before `file`; `file` says what it may be. */
export const ApiUpload = (fields: TextParts = {}, file = ANY_FILE) =>
  applyDecorators(
    KeyedByHandler('keyed in the transaction that records the file, by what was uploaded'),
    ApiUploadBody(fields, file),
  );

/** The same for a PUT, which a repetition does no harm. */
export const ApiUploadBody = (fields: TextParts = {}, file = ANY_FILE) =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: [...Object.keys(fields), 'file'],
        properties: { ...fields, file: { type: 'string', format: 'binary', description: file } },
      },
    }),
  );
