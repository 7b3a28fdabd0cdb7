import { Param, ParseUUIDPipe } from '@nestjs/common';
import { InvalidRequest } from '../problems/platform.problems.js';

/** A UUID in the path, `id` unless named otherwise; what is no UUID is refused with `request.invalid`. */
export const IdParam = (name = 'id') =>
  Param(
    name,
    new ParseUUIDPipe({
      exceptionFactory: () =>
        new InvalidRequest({
          errors: [{ pointer: name, code: 'format', detail: { zh: '编号格式不正确', en: 'must be a UUID' } }],
        }),
    }),
  );
