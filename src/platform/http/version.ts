import { applyDecorators, createParamDecorator, type ExecutionContext, UseInterceptors } from '@nestjs/common';
import type { CallHandler, NestInterceptor } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { isKnown } from './conditional.js';
import { StaleVersion, VersionRequired } from '../problems/platform.problems.js';

/** The ETag of a version (RFC 9110, 8.8.3). */
export const etagOf = (version: number | string): string => `"${version}"`;

/** Injects the version that the caller read, from `If-Match`; refuses with 428 without it, 412 when it is no version of ours. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) throw new VersionRequired();
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new StaleVersion();
  return Number(version);
});

/** Refuses with 412 when what was read is no longer what is there. */
export function requireVersion(read: number, present: number): void {
  if (read !== present) throw new StaleVersion({ members: { currentVersion: present } });
}

class ETagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(
      map((view: unknown) => {
        const version = (view as { version?: number | string } | null)?.version;
        if (version === undefined) return view;
        const etag = etagOf(version);
        const reply = http.getResponse<FastifyReply>();
        const request = http.getRequest<FastifyRequest>();
        void reply.header('etag', etag);
        if (request.method !== 'GET' || !isKnown(request.headers['if-none-match'], etag)) return view;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

/** Answers the `ETag` of the view's `version`, and 304 to a GET that already has it. */
export const WithETag = () => applyDecorators(UseInterceptors(new ETagInterceptor()));

/** Documents that a PUT or PATCH wants `If-Match`. */
export const NeedsIfMatch = () =>
  ApiHeader({
    name: 'If-Match',
    required: true,
    description: '所依据版本的 ETag',
    schema: { type: 'string', example: '"3"' },
  });
