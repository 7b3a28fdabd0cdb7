import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { withoutValues } from '../observability/without-values.js';
import { PartUnavailable, UnexpectedError } from '../problems/platform.problems.js';
import { Problem } from '../problems/problem.js';
import { currentScope } from '../scope/request-scope.js';
import { isUnavailable, problemOfHttpError } from './known-errors.js';
import { sendProblem } from './send-problem.js';

/** The only place where an error becomes an answer: `application/problem+json`, RFC 9457. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const traceId = currentScope()?.traceId ?? request.id;
    sendProblem(request, reply, this.problemOf(error, traceId), traceId);
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
