import { DeadlockException, OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core';
import { HttpException } from '@nestjs/common';
import {
  BodyTooLarge,
  ConcurrentChange,
  MalformedRequest,
  MediaTypeNotSupported,
  RouteNotFound,
} from '../problems/platform.problems.js';
import type { Problem, ProblemClass } from '../problems/problem.js';

// what a lock that others hold for too long ends a statement with; see lock_timeout in orm-options.ts
const LOCK_NOT_AVAILABLE = '55P03';

const byFastifyCode: Readonly<Record<string, ProblemClass>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: MalformedRequest,
  FST_ERR_CTP_EMPTY_JSON_BODY: MalformedRequest,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: MalformedRequest,
  FST_ERR_BAD_URL: MalformedRequest,
  FST_ERR_CTP_BODY_TOO_LARGE: BodyTooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: MediaTypeNotSupported,
  FST_ERR_NOT_FOUND: RouteNotFound,
  FST_INVALID_JSON_FIELD_ERROR: MalformedRequest,
};

// what the multipart parser, whose errors have no codes, says of a body that breaks off
const BROKEN_MULTIPART = /unexpected end of multipart data$/i;

const byStatus: Readonly<Record<number, ProblemClass>> = {
  400: MalformedRequest,
  404: RouteNotFound,
  413: BodyTooLarge,
  415: MediaTypeNotSupported,
};

/** The problem that an error of the framework, the parser or the database stands for; undefined for a bug of ours. */
export function problemOfHttpError(error: unknown): Problem | undefined {
  if (error instanceof OptimisticLockError || error instanceof DeadlockException) return new ConcurrentChange();
  // two requests raced past a check to the index that decides: the loser reads again and finds the rule's own problem
  if (error instanceof UniqueConstraintViolationException) return new ConcurrentChange();
  const code = (error as { code?: unknown } | null)?.code;
  if (code === LOCK_NOT_AVAILABLE) return new ConcurrentChange();
  if (typeof code === 'string' && code in byFastifyCode) return new (byFastifyCode[code] as ProblemClass)();
  if (error instanceof Error && BROKEN_MULTIPART.test(error.message)) return new MalformedRequest();
  if (error instanceof SyntaxError && 'statusCode' in error) return new MalformedRequest();
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | null)?.statusCode;
  const found = status === undefined ? undefined : byStatus[status];
  return found && new found();
}

// PostgreSQL's classes 08 (connection, but for a message that we wrote wrongly), 53 (resources), 57P (shutdown), and what the socket says when nobody is there
const UNAVAILABLE = /^(08(?!P01)\w{3}|53\w{3}|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** Whether the error says that the database, the store or another part does not answer, as opposed to answering no. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, name, message, errors, cause, previous } = error as Partial<Error> & {
    code?: unknown;
    errors?: unknown[];
    previous?: unknown;
  };
  if (typeof code === 'string' && UNAVAILABLE.test(code)) return true;
  if (name === 'ObjectStoreUnavailable' || name === 'ScannerUnavailable') return true;
  if (
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Unable to acquire a connection/.test(
      message ?? '',
    )
  )
    return true;
  return [cause, previous, ...(errors ?? [])].some((inner) => isUnavailable(inner, depth + 1));
}
