import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../problems/problem.js';
import { languageOf } from './language.js';

/** Answers a request with a problem: `application/problem+json`, RFC 9457, in the language that the caller prefers. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem, traceId: string): void {
  const { spec, details } = problem;
  if (details.retryAfterSeconds !== undefined)
    reply.header('retry-after', String(Math.ceil(details.retryAfterSeconds)));
  if (spec.status === 401) reply.header('www-authenticate', 'Bearer');
  const language = languageOf(request.headers['accept-language']);
  void reply
    .status(spec.status)
    .type('application/problem+json')
    .header('content-language', language === 'zh' ? 'zh-CN' : 'en')
    .header('cache-control', 'no-store')
    .send(problemBody(problem, language, request.url, traceId));
}

/** The members of a problem's JSON, in the reader's language. The query string may hold what a caller mistyped: left out. */
export function problemBody({ spec, details }: Problem, language: 'zh' | 'en', url: string, traceId: string) {
  return {
    type: `urn:problem:${spec.code}`,
    title: spec.title[language],
    status: spec.status,
    ...(details.detail && { detail: details.detail[language] }),
    instance: url.split('?')[0],
    code: spec.code,
    ...(details.errors && {
      errors: details.errors.map(({ pointer, code, detail, members }) => ({
        pointer,
        code,
        detail: detail[language],
        ...members,
      })),
    }),
    ...details.members,
    traceId,
  };
}
