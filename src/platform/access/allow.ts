import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Role } from './roles.js';

const ALLOWED = 'platform:allowed';

export type Allowed = readonly Role[] | 'anyone';

/** Declares who may call a route. Every route has exactly one; an architecture test fails the route without. */
export function Allow(...who: ['anyone'] | [Role, ...Role[]]) {
  const allowed: Allowed = isAnyone(who) ? 'anyone' : who;
  return applyDecorators(
    SetMetadata(ALLOWED, allowed),
    ApiExtension('x-allowed-roles', allowed === 'anyone' ? ['anyone'] : allowed),
    ...(allowed === 'anyone' ? [] : [ApiBearerAuth()]),
  );
}

/** What `Allow` declared on a handler or its controller; undefined when nothing was declared. */
export const allowedOn = (handler: object, controller: object): Allowed | undefined =>
  (Reflect.getMetadata(ALLOWED, handler) ?? Reflect.getMetadata(ALLOWED, controller)) as Allowed | undefined;

const isAnyone = (who: ['anyone'] | [Role, ...Role[]]): who is ['anyone'] => who[0] === 'anyone';
