import { Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { InvalidRequest } from '../problems/platform.problems.js';

/** A UUID in the path, `id` unless named otherwise, documented as such; what is no UUID is refused with `request.invalid`. */
export function IdParam(name = 'id'): ParameterDecorator {
  const inject = Param(
    name,
    new ParseUUIDPipe({
      exceptionFactory: () =>
        new InvalidRequest({
          errors: [{ pointer: name, code: 'format', detail: { zh: '编号格式不正确', en: 'must be a UUID' } }],
        }),
    }),
  );
  const document = ApiParam({ name, description: '编号', schema: { type: 'string', format: 'uuid' } });
  return (target, method, index) => {
    inject(target, method, index);
    if (method === undefined) return;
    const descriptor = Object.getOwnPropertyDescriptor(target, method);
    if (descriptor) document(target, method, descriptor);
  };
}
