import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { traceIdOf } from '../observability/logging.js';
import { HeadersTooLarge, MalformedRequest, RequestTimedOut, RouteNotFound } from '../problems/platform.problems.js';
import type { Problem, ProblemClass } from '../problems/problem.js';
import { problemBody, sendProblem } from './send-problem.js';

const ofParser: Readonly<Record<string, ProblemClass>> = {
  HPE_HEADER_OVERFLOW: HeadersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: RequestTimedOut,
};

/** A URL that Fastify can't read never reaches a route, nor the problem filter: it gets its problem here. */
export function refuseUrl(error: { code?: string }, request: FastifyRequest, reply: FastifyReply): void {
  const problem = error.code === 'FST_ERR_BAD_URL' ? new MalformedRequest() : new RouteNotFound();
  sendProblem(request, reply, problem, request.id);
}

/** What Node's parser can't read has no request at all: the problem is written to the socket, in Chinese. */
export function refuseUnreadable(error: { code?: string }, socket: Socket): void {
  // the caller went away, or an answer is on its way already
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = new (ofParser[error.code ?? ''] ?? MalformedRequest)();
  socket.end(rawAnswer(problem));
}

function rawAnswer(problem: Problem): string {
  const { status } = problem.spec;
  const body = JSON.stringify(problemBody(problem, 'zh', '', traceIdOf({ headers: {} })));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
