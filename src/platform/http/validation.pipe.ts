import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import { InvalidRequest } from '../problems/platform.problems.js';
import type { FieldError, Text } from '../problems/problem.js';
import { pointerTo } from './request-shape.js';

// a list of thousands that are all wrong the same way tells its reader nothing more
const MOST_ERRORS = 100;

/** Checks bodies and queries against their classes; a field that no class names is refused, not dropped. */
export const validationPipe = () =>
  new RequestValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidRequest({ errors: fieldErrors(errors).slice(0, MOST_ERRORS) }),
  });

class RequestValidationPipe extends ValidationPipe {
  /** A parameter of the query is pointed to by its name: there is no document that a JSON pointer could go into. */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const checked = super.transform(value, metadata);
    return metadata.type === 'query' ? checked.catch((error: unknown) => refuseParameters(error)) : checked;
  }
}

function refuseParameters(error: unknown): never {
  if (!(error instanceof InvalidRequest)) throw error;
  const errors = error.details.errors?.map((one) => ({ ...one, pointer: one.pointer.slice(1) }));
  throw new InvalidRequest({ ...error.details, errors });
}

/**
 * A tree of class-validator's errors as JSON pointers (RFC 6901), one for each field that is wrong: what is no number is
 * not told that it is out of range, too. Values are never repeated.
 */
export function fieldErrors(errors: readonly ValidationError[], parent: readonly string[] = []): FieldError[] {
  return errors.flatMap(({ property, constraints = {}, contexts, children = [] }) => {
    const path = [...parent, property];
    const [telling] = Object.keys(constraints).sort((one, other) => rank(one) - rank(other));
    if (telling === undefined) return fieldErrors(children, path);
    const code = fieldCodeOf(telling);
    const detail = (contexts?.[telling] as Text | undefined) ?? sentence(telling, constraints[telling] ?? '');
    return [{ pointer: pointerTo(path), code, detail }, ...fieldErrors(children, path)];
  });
}

const byImportance = ['unknown-field', 'required', 'type', 'length', 'range', 'format', 'not-in-list'];

function rank(constraint: string): number {
  const found = byImportance.indexOf(codes[constraint] ?? '');
  return found === -1 ? byImportance.length : found;
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
  isIso8601: 'format',
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

/** The code that a field is refused with by one of the library's checks, or by a check of ours, which is called as its code. */
export const fieldCodeOf = (constraint: string): string => codes[constraint] ?? constraint;

/** What a field of a request can be refused with before any rule of a domain is asked. */
export const fieldCodesOfRequests = Object.keys(chinese);

const sentence = (constraint: string, message: string): Text => ({
  zh: chinese[codes[constraint] ?? ''] ?? '不符合要求',
  en: message,
});
