import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Role } from './roles.js';

const ALLOWED = 'platform:allowed';

/** `anyone` needs no token; `signed-in` a valid one, whatever its roles: one-time passwords give a token without any. */
type Everyone = 'anyone' | 'signed-in';

export type Allowed = readonly Role[] | Everyone;

/** Declares who may call a route. Every route has exactly one; an architecture test fails the route without. */
export function Allow(...who: [Everyone] | [Role, ...Role[]]) {
  const allowed: Allowed = isEveryone(who) ? who[0] : who;
  return applyDecorators(
    SetMetadata(ALLOWED, allowed),
    ApiExtension('x-allowed-roles', typeof allowed === 'string' ? [allowed] : allowed),
    ...(allowed === 'anyone' ? [] : [ApiBearerAuth()]),
  );
}

/** What `Allow` declared on a handler or its controller; undefined when nothing was declared. */
export const allowedOn = (handler: object, controller: object): Allowed | undefined =>
  (Reflect.getMetadata(ALLOWED, handler) ?? Reflect.getMetadata(ALLOWED, controller)) as Allowed | undefined;

const isEveryone = (who: [Everyone] | [Role, ...Role[]]): who is [Everyone] =>
  who[0] === 'anyone' || who[0] === 'signed-in';
