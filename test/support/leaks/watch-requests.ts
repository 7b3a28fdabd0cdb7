import { Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Domain } from '../../../src/platform/domain.js';
import { keepRefusal } from '../refusals-reached.js';
import { remember } from './run-logs.js';

const PASSWORDS = /^(password|passwordConfirmation|currentPassword|oneTimePassword)$/;
const CODES = /^(code|captchaAnswer|totp|recoveryCode)$/;
const TOKENS = /^(accessToken|refreshToken|access_token|client_secret|clientSecret|secret|signingSecret)$/;
const TELLS_SECRETS = /"(accessToken|refreshToken|access_token|oneTimePassword|\w*[sS]ecret|recoveryCodes)":/;

/** Remembers the secrets in a body of the API, at whatever depth; what is too short to be one is let be. */
export function rememberSecretsIn(body: unknown): void {
  // one after the other: a body may be nested deeper than functions can call themselves
  const left = [body];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'object' && one !== null) for (const below of rememberFieldsOf(one)) left.push(below);
  }
}

/** Remembers what fields of an object themselves hold, and gives what is below. */
function rememberFieldsOf(body: object): unknown[] {
  const below: unknown[] = [];
  for (const [field, value] of Object.entries(body) as [string, unknown][]) {
    if (typeof value !== 'string') below.push(value);
    else if (PASSWORDS.test(field)) rememberIf(/^(?=.*\d)(?=.*\p{L}).{8,}$/u.test(value), 'password', value);
    else if (CODES.test(field)) rememberIf(/^\w{4,16}$/.test(value), 'code', value);
    else if (TOKENS.test(field)) rememberIf(value.length >= 20, 'token', value);
    else if (field === 'email') rememberIf(/^.+@.+\..+$/.test(value), 'e-mail address', value);
    // a base has a name, too: that of a person stands beside what else is only a person's
    else if (field === 'name' && ('idNumber' in body || 'phone' in body)) {
      rememberIf(/^\p{Script=Han}{2,}$/u.test(value) && new Set(value).size > 1, 'name', value);
    }
  }
  return below;
}

const rememberIf = (isOne: boolean, kind: string, value: string): void => {
  if (isOne) remember({ kind, value });
};

/** The codes that fields were refused with, in every answer so far. */
export const fieldCodesSeen = new Set<string>();

function keepFieldCodesOf(problem: { errors?: readonly { code: string }[] }): void {
  for (const { code } of problem.errors ?? []) fieldCodesSeen.add(code);
}

@Injectable()
class WatchRequests implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    fastify.addHook('preHandler', (request, _reply, done) => {
      rememberSecretsIn(request.body);
      done();
    });
    fastify.addHook('onSend', (request, reply, payload, done) => {
      const text = typeof payload === 'string' ? payload : '';
      if (reply.statusCode >= 400 && text.startsWith('{"type":"urn:problem:')) {
        keepRefusal(request.method, request.routeOptions.url, (JSON.parse(text) as { code: string }).code);
      }
      if (TELLS_SECRETS.test(text)) rememberSecretsIn(JSON.parse(text));
      if (reply.statusCode === 422 && text.includes('"errors"')) keepFieldCodesOf(JSON.parse(text) as object);
      done(null, payload);
    });
  }
}

@Module({ providers: [WatchRequests] })
class WatchRequestsModule {}

/** Put beside the domains of a test's platform: whatever secret its callers send or get is remembered. */
export const watchRequests: Domain = {
  name: 'watch-requests',
  title: '—',
  module: WatchRequestsModule,
  entities: [],
  migrations: [],
};
