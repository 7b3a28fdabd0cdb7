import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language, Problem } from '../problems/problem.js';
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
export const problemBody = (problem: Problem, language: Language, url: string, traceId: string) => ({
  type: `urn:problem:${problem.spec.code}`,
  ...refusalBody(problem, language),
  ...(problem.refusals && { refusals: problem.refusals.map((refusal) => refusalBody(refusal, language)) }),
  instance: url.split('?')[0],
  traceId,
});

/** What one of several refusals tells, too. */
export const refusalBody = ({ spec, details }: Problem, language: Language) => ({
  title: spec.title[language],
  status: spec.status,
  code: spec.code,
  ...(details.detail && { detail: details.detail[language] }),
  ...(details.errors && {
    errors: details.errors.map(({ pointer, code, detail, members }) => ({
      pointer,
      code,
      detail: detail[language],
      ...members,
    })),
  }),
  ...details.members,
});
