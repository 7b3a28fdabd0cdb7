import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiNotModifiedResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { map, type Observable } from 'rxjs';

/** Whether the caller has the version of this ETag already. */
export type Known = (etag: string) => boolean;

/** Whether `If-None-Match` names the ETag (RFC 9110, 13.1.2): one of a list, weak or strong, or any by `*`. */
export function isKnown(header: string | undefined, etag: string): boolean {
  const named = (header ?? '').split(',').map((one) => one.trim());
  return named.includes('*') || named.map(opaque).includes(opaque(etag));
}

const opaque = (etag: string): string => etag.replace(/^W\//, '');

/** Injects a look at `If-None-Match`. */
export const IfNoneMatch = createParamDecorator((_: unknown, context: ExecutionContext): Known => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-none-match'];
  return (etag) => isKnown(header, etag);
});

/** An answer that looked at its version before its content; without a view the caller has it already. */
export interface Versioned<View> {
  readonly etag: string;
  readonly view?: View;
}

class VersionedInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<Versioned<unknown>>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map(({ etag, view }) => {
        void reply.header('etag', etag);
        if (view === undefined) void reply.status(304);
        return view;
      }),
    );
  }
}

class ContentETagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const header = http.getRequest<FastifyRequest>().headers['if-none-match'];
    return next.handle().pipe(
      map((view: unknown) => {
        const etag = `"${createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 22)}"`;
        void reply.header('etag', etag);
        if (!isKnown(header, etag)) return view;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}

const Documented = () =>
  applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: '上次答复的 ETag；内容未变时答复 304，不带正文',
      schema: { type: 'string', example: 'W/"12-345"' },
    }),
    ApiNotModifiedResponse({ description: '内容未变' }),
  );

/** Answers a `Versioned`: its `ETag` and view, or 304 without content. */
export const AnswersVersioned = () => applyDecorators(UseInterceptors(new VersionedInterceptor()), Documented());

/** Answers an `ETag` made of the answer itself, and 304 to who has it: saves the way, not the work. */
export const WithContentETag = () => applyDecorators(UseInterceptors(new ContentETagInterceptor()), Documented());
