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
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { CallerIdentity } from '../access/caller.js';
import { Clock } from '../clock/clock.js';
import { FieldEncryption, type Sealed } from '../encryption/field-encryption.js';
import { InvalidRequest } from '../problems/platform.problems.js';
import { Settings } from '../settings/settings.js';
import { answerOnce } from './answer-once.js';
import { Turns } from '../turns.js';

// the headers that a handler's answer is incomplete without
const KEPT_HEADERS = ['etag', 'location'] as const;

const EXEMPT = 'platform:not-idempotent';

/** The extension that tells an API document which POSTs take no `Idempotency-Key`. */
export const NOT_IDEMPOTENT_EXTENSION = 'x-not-idempotent';

/**
 * Exempts a POST from `Idempotency-Key`, with the reason: it answers secrets that must not be kept (sign-in), or is
 * harmless to repeat (a captcha).
 */
export const NotIdempotent = (reason: string) =>
  applyDecorators(SetMetadata(EXEMPT, reason), ApiExtension(NOT_IDEMPOTENT_EXTENSION, reason));

/**
 * Says that a handler keys its own transaction, with the reason: the interceptor lets it alone, and the API document
 * offers `Idempotency-Key` as everywhere.
 */
export const KeyedByHandler = (reason: string) => SetMetadata(EXEMPT, reason);

/** Why the interceptor lets a handler alone; undefined when it does not. */
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
  /**
   * A keyed request holds a connection from its claim to its answer. Half of the pool is left to what a handler may ask
   * for beside it (`requires_new`): if all were held by such requests, each would wait for the others for ever.
   */
  private readonly turns: Turns;

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    settings: Settings,
  ) {
    this.turns = new Turns(Math.floor(settings.databasePoolSize / 2));
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & { user?: CallerIdentity }>();
    const isExempt = request.method !== 'POST' || exemptFromIdempotency(context.getHandler()) !== undefined;
    const key = isExempt ? undefined : idempotencyKeyOf(request);
    if (key === undefined) return next.handle();
    const reply = http.getResponse<FastifyReply>();
    const keyed = {
      key,
      caller: request.user?.id ?? request.ip,
      // the pattern: a URL may be of any length
      route: `${request.method} ${request.routeOptions.url}`,
      requestHash: this.encryption.index('form', `${request.url} ${JSON.stringify(request.body ?? null)}`),
    };
    const act = async () => {
      const body: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      // sealed: the answer may repeat what the handler's own tables keep sealed
      const sealed = this.encryption.seal('answer', JSON.stringify(body ?? null));
      return { status: reply.statusCode, body: sealed, headers: keptHeaders(reply) };
    };
    return from(
      this.turns
        .run(() => answerOnce(this.em, keyed, this.clock.now(), act))
        .then(({ status, body, headers }) => {
          void reply.status(status).headers({ ...headers });
          return (JSON.parse(this.encryption.open('answer', body as Sealed)) as unknown) ?? undefined;
        }),
    );
  }
}

const keptHeaders = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
