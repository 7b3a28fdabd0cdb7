import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from './roles.js';

/** Who makes the request, as the access token says: nothing here asks another domain. */
export class CallerIdentity {
  constructor(
    /** The account's id. */
    readonly id: string,
    readonly sessionId: string,
    readonly roles: readonly Role[],
    /** The bases that a base administrator acts for; empty for everybody else. */
    readonly baseIds: readonly string[],
  ) {}

  has(role: Role): boolean {
    return this.roles.includes(role);
  }

  /** Province administrators act for every base, base administrators for those on their account. */
  actsFor(baseId: string): boolean {
    return this.has('province_admin') || (this.has('base_admin') && this.baseIds.includes(baseId));
  }
}

/** Injects the signed-in caller into a handler's parameter. Only on routes that `Allow` roles, not `anyone`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerIdentity => {
  const { user } = context.switchToHttp().getRequest<{ user?: CallerIdentity }>();
  if (!user) throw new Error('@Caller() on a route that anyone may call');
  return user;
});
