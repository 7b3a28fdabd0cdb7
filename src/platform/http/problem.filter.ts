import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withoutValues } from '../observability/without-values.js';
import { PartUnavailable, UnexpectedError } from '../problems/platform.problems.js';
import { Problem } from '../problems/problem.js';
import { currentScope } from '../scope/request-scope.js';
import { languageOf } from './language.js';
import { isUnavailable, problemOfHttpError } from './known-errors.js';

/** The only place where an error becomes an answer: `application/problem+json`, RFC 9457. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const traceId = currentScope()?.traceId ?? request.id;
    const problem = this.problemOf(error, traceId);
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

  private problemOf(error: unknown, traceId: string): Problem {
    if (error instanceof Problem) return error;
    if (isUnavailable(error)) {
      this.logger.warn({ traceId, message: `a part is unavailable: ${withoutValues(error).message}` });
      return new PartUnavailable({ retryAfterSeconds: 5 });
    }
    const known = problemOfHttpError(error);
    if (known) return known;
    // by hand: the request's own logger is lost where Fastify parses the body
    const { name, message, stack } = withoutValues(error);
    this.logger.error({ traceId, error: { name, message, stack } });
    return new UnexpectedError();
  }
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
      errors: details.errors.map(({ pointer, code, detail }) => ({ pointer, code, detail: detail[language] })),
    }),
    ...details.members,
    traceId,
  };
}
