import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { NotIdempotent } from '../../../platform/idempotency/idempotency.interceptor.js';

/** Documents a multipart upload whose text fields stand before `file`. */
export const ApiUpload = (fields: Record<string, { type: 'string'; enum?: string[]; description: string }> = {}) =>
  applyDecorators(
    NotIdempotent('keyed in the transaction that records the file, by what was uploaded'),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: [...Object.keys(fields), 'file'],
        properties: { ...fields, file: { type: 'string', format: 'binary', description: '文件，不超过 20 MB' } },
      },
    }),
  );
