import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { KeyedByHandler } from '../idempotency/idempotency.interceptor.js';

type TextParts = Record<string, { type: 'string'; enum?: string[]; description: string }>;

/** Documents a multipart upload whose text fields stand before `file`; `file` says what it may be. */
export const ApiUpload = (fields: TextParts = {}, file = '文件，不超过 20 MB') =>
  applyDecorators(
    KeyedByHandler('keyed in the transaction that records the file, by what was uploaded'),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: [...Object.keys(fields), 'file'],
        properties: { ...fields, file: { type: 'string', format: 'binary', description: file } },
      },
    }),
  );
