import { EntityManager } from '@mikro-orm/postgresql';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { CallerIdentity } from '../access/caller.js';
import { Clock } from '../clock/clock.js';
import { InvalidRequest } from '../problems/platform.problems.js';
import { answerOnce } from './answer-once.js';

const EXEMPT = 'platform:not-idempotent';

/** The extension that tells an API document which POSTs take no `Idempotency-Key`. */
export const NOT_IDEMPOTENT_EXTENSION = 'x-not-idempotent';

/**
 * Exempts a POST from `Idempotency-Key`, with the reason: it answers secrets that must not be kept (sign-in), is
 * harmless to repeat (a captcha), or keys its own transaction (an upload).
 */
export const NotIdempotent = (reason: string) =>
  applyDecorators(SetMetadata(EXEMPT, reason), ApiExtension(NOT_IDEMPOTENT_EXTENSION, reason));

/** Why a handler takes no `Idempotency-Key`; undefined when it does. */
export const exemptFromIdempotency = (handler: object): string | undefined =>
  Reflect.getMetadata(EXEMPT, handler) as string | undefined;

/** The header of a request that carries a key, trimmed; refuses one that is too long or empty. */
export function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new InvalidRequest({
      errors: [
        {
          pointer: 'Idempotency-Key',
          code: 'format',
          detail: { zh: '应为 1 至 200 个可见 ASCII 字符', en: 'must be 1 to 200 visible ASCII characters' },
        },
      ],
    });
  }
  return key;
}

/** Gives a repeated POST the answer of the first, when the caller sent an `Idempotency-Key`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & { user?: CallerIdentity }>();
    const key = request.method === 'POST' ? idempotencyKeyOf(request) : undefined;
    if (key === undefined || exemptFromIdempotency(context.getHandler()) !== undefined) return next.handle();
    const reply = http.getResponse<FastifyReply>();
    const keyed = {
      key,
      caller: request.user?.id ?? request.ip,
      route: `${request.method} ${request.url}`,
      requestHash: createHash('sha256')
        .update(JSON.stringify(request.body ?? null))
        .digest('hex'),
    };
    return from(
      answerOnce(this.em, keyed, this.clock.now(), async () => {
        const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
        return { status: reply.statusCode, body: body === undefined ? null : JSON.parse(JSON.stringify(body)) };
      }).then(({ status, body }) => {
        reply.status(status);
        return body ?? undefined;
      }),
    );
  }
}
