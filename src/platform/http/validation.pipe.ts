import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { InvalidRequest } from '../problems/platform.problems.js';
import type { FieldError, Text } from '../problems/problem.js';

/** Checks bodies and queries against their classes; a field that no class names is refused, not dropped. */
export const validationPipe = () =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidRequest({ errors: fieldErrors(errors) }),
  });

/** A tree of class-validator's errors as JSON pointers (RFC 6901) with a code each; values are never repeated. */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap(({ property, constraints = {}, contexts, children = [] }) => {
    const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(constraints).map(([constraint, message]) => ({
      pointer,
      code: codes[constraint] ?? constraint,
      detail: (contexts?.[constraint] as Text | undefined) ?? sentence(constraint, message),
    }));
    return [...own, ...fieldErrors(children, pointer)];
  });
}

const codes: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown-field',
  isNotEmpty: 'required',
  isDefined: 'required',
  isString: 'type',
  isInt: 'type',
  isNumber: 'type',
  isBoolean: 'type',
  isArray: 'type',
  isObject: 'type',
  nestedValidation: 'type',
  isLength: 'length',
  minLength: 'length',
  maxLength: 'length',
  arrayMinSize: 'length',
  arrayMaxSize: 'length',
  min: 'range',
  max: 'range',
  matches: 'format',
  isUuid: 'format',
  isEmail: 'format',
  isDateString: 'format',
  isISO8601: 'format',
  isIn: 'not-in-list',
  isEnum: 'not-in-list',
};

const chinese: Readonly<Record<string, string>> = {
  'unknown-field': '没有这个字段',
  required: '必填',
  type: '类型不正确',
  length: '长度不符合要求',
  range: '数值超出范围',
  format: '格式不正确',
  'not-in-list': '不是允许的取值',
};

const sentence = (constraint: string, message: string): Text => ({
  zh: chinese[codes[constraint] ?? ''] ?? '不符合要求',
  en: message,
});
