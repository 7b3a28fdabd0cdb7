import { applyDecorators, Injectable, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { ApiBearerAuth } from '@nestjs/swagger';
import { Allow } from '../../../platform/access/allow.js';
import { NotSignedIn } from '../../../platform/problems/platform.problems.js';
import { Problem } from '../../../platform/problems/problem.js';

/** Lets in whoever has a valid token, whatever its roles, even none. */
@Injectable()
class SignedInGuard extends AuthGuard('access-token') {
  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error instanceof Problem) throw error;
    if (error !== null && error !== undefined) throw error as Error;
    if (!user) throw new NotSignedIn();
    return user;
  }
}

/** For the routes that somebody with a one-time password needs, whose token has no role until it is replaced. */
export const AllowSignedIn = () => applyDecorators(Allow('anyone'), UseGuards(SignedInGuard), ApiBearerAuth());
