import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { NotAllowed, NotSignedIn } from '../problems/platform.problems.js';
import { Problem } from '../problems/problem.js';
import { allowedOn } from './allow.js';
import type { CallerIdentity } from './caller.js';
import { staffRoles } from './roles.js';
import { SessionActivities } from './session-activities.js';

/** Lets a request through to a route when its caller is one of those that the route allows. */
@Injectable()
export class AccessGuard extends AuthGuard('access-token') {
  constructor(private readonly activities: SessionActivities) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed = allowedOn(context.getHandler(), context.getClass());
    if (allowed === undefined) throw new Error(`${context.getClass().name}.${context.getHandler().name} lacks @Allow`);
    if (allowed === 'anyone') return true;
    await super.canActivate(context);
    const { user } = context.switchToHttp().getRequest<{ user: CallerIdentity }>();
    // a refused request is one too: what counts is that somebody sits there
    if (staffRoles.some((role) => user.has(role))) this.activities.note(user.sessionId);
    if (allowed !== 'signed-in' && !allowed.some((role) => user.has(role))) throw new NotAllowed();
    return true;
  }

  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error instanceof Problem) throw error;
    if (error !== null && error !== undefined) throw error as Error;
    if (!user) throw new NotSignedIn();
    return user;
  }
}
