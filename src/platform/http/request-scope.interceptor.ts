import { RequestContext } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { withScope } from '../scope/request-scope.js';
import { languageOf } from './language.js';
import { requireStorableShape } from './request-shape.js';

/**
 * Gives each request its own entity manager and scope. An interceptor and not a middleware, because Fastify parses the
 * body between the two, in whose callbacks the asynchronous context is lost.
 */
@Injectable()
export class RequestScopeInterceptor implements NestInterceptor {
  constructor(private readonly em: EntityManager) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    requireStorableShape(request);
    const scope = {
      traceId: request.id,
      language: languageOf(request.headers['accept-language']),
      ip: request.ip,
      userAgent: request.headers['user-agent'],
    };
    return from(
      withScope(scope, () =>
        RequestContext.create(this.em, () => lastValueFrom(next.handle(), { defaultValue: undefined })),
      ),
    );
  }
}
